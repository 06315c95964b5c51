//! The story written into the books, through the same use cases as everybody else's: nothing here has rights or ways of
//! its own. The entries go in by bulk posting, the papers through the front door of the road, so that the inbox has
//! real work in it.

use std::collections::HashMap;
use std::sync::Arc;

use books::{Account, AccountId, Dimensions, DocumentId, Entry, Header, Line, PartyId, TaxFact, TaxPart};
use budgets::{NewBudget, NewRow, Planned};
use documents::{Arrival, Arrived};
use identity::{NewAdmin, NewOrganisation, NewUser};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::{NewEntity, NewEntry, NewRate, Source};
use money::Currency;
use op::{Actor, EntityId, Grant, Grants, Op, OrgId, Origin, Role};
use parties::{LearnedLine, Lesson, PartyData};
use road::classification::Direction;

use super::company::{COMPANY, company_iban, company_tax_id};
use super::papers::{Content, Paper};
use super::plan::{Party, Plan, PlannedEntry, PlannedLine, Purpose, plan};
use crate::acting;
use crate::app::App;
use crate::config::Place;
use crate::error::CliError;

/// E-mail of the administrator of the demo company.
pub const DEMO_EMAIL: &str = "demo@beispiel.example";
/// E-mail of the accountant of the demo company.
pub const ACCOUNTANT_EMAIL: &str = "buchhaltung@beispiel.example";
/// Password of everybody in the demo company. It guards nothing: the company is made up.
pub const DEMO_PASSWORD: &str = "kaffee-wie-1494";
/// The usual seed: the year in which Luca Pacioli's description of double entry was printed.
pub const SEED: u64 = 1494;

/// Width in pixels at which a paper is photographed: a telephone's picture of a till receipt.
const PHOTOGRAPH: u32 = 900;

/// Whether everything in this installation is the demo company, with its sign-in.
pub async fn exists(app: &App) -> Result<bool, CliError> {
    let mut found = false;
    for organisation in identity::organisations(&app.db).await? {
        let op = acting::owner(app, organisation.id);
        if !is_demo(app, &op).await? {
            return Ok(false);
        }
        let people = identity::users(&app.db, &op).await?;
        found |= people.iter().any(|person| person.email == DEMO_EMAIL && person.active);
    }
    Ok(found)
}

/// An organisation whose businesses are all made up.
async fn is_demo(app: &App, op: &Op) -> Result<bool, CliError> {
    let businesses = ledger::entities(&app.db, op).await?;
    Ok(!businesses.is_empty() && businesses.iter().all(|business| business.demo))
}

/// Throws the demo company away with everything in its database and makes it anew. Entries are permanent by the
/// database's own rules, so this cannot be done row by row.
///
/// # Errors
/// Refused when there is any organisation that is not made up, or while another program uses the database.
pub async fn reset(place: &Place, seed: u64) -> Result<App, CliError> {
    let app = App::open(place).await?;
    let others = real_organisations(&app).await;
    let others = match others {
        Ok(others) => others,
        Err(error) => return app.close_after(Err(error)).await,
    };
    if let Some(name) = others.first() {
        let why = format!(
            "`{name}` keeps real books here, and a reset empties the whole database: make the demo company in another \
             data folder (--data)"
        );
        return app.close_after(Err(CliError::usage("demo.not_alone", why))).await;
    }
    let server = app.leave_server().await;
    let app = match App::afresh(place, &server).await {
        Ok(()) => App::over(place, server).await?,
        Err(error) => {
            server.stop().await?;
            return Err(error);
        }
    };
    match load(place, &app, seed).await {
        Ok(()) => Ok(app),
        Err(error) => app.close_after(Err(error)).await,
    }
}

async fn real_organisations(app: &App) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for organisation in identity::organisations(&app.db).await? {
        if !is_demo(app, &acting::owner(app, organisation.id)).await? {
            names.push(organisation.name);
        }
    }
    Ok(names)
}

/// Whether the program was ended while it made the demo company, so that only half of it is there.
pub fn is_unfinished(place: &Place) -> bool {
    place.unfinished_demo_file().exists()
}

/// Founds the demo company and tells its story up to today. Takes a few seconds.
pub async fn load(place: &Place, app: &App, seed: u64) -> Result<(), CliError> {
    let mark = place.unfinished_demo_file();
    std::fs::write(&mark, "The demo company is being made.\n").map_err(|e| CliError::file(&mark, e))?;
    tell(app, seed).await?;
    std::fs::remove_file(&mark).map_err(|e| CliError::file(&mark, e))
}

async fn tell(app: &App, seed: u64) -> Result<(), CliError> {
    let today = app.clock.now().to_zoned(TimeZone::system()).date();
    let story = plan(seed, today);
    let org = people(app).await?;
    let op = op(app, org, Origin::Cli);
    let entity = ledger::create_entity(&app.db, &op, business()).await?;
    let writer = Writer { app, op: &op, entity, accounts: accounts(app, &op, entity).await?, parties: HashMap::new() };
    writer.write(&story, today).await
}

fn op(app: &App, org: OrgId, origin: Origin) -> Op {
    let actor = Actor::System { name: "demo".to_owned() };
    Op::new(org, actor, origin, Grants::all(), Arc::clone(&app.clock))
}

/// The organisation with one person of each role.
async fn people(app: &App) -> Result<OrgId, CliError> {
    let locale = "en".to_owned();
    let password = DEMO_PASSWORD.to_owned();
    let admin = NewAdmin {
        name: "Dana Demo".to_owned(),
        email: DEMO_EMAIL.to_owned(),
        password: password.clone(),
        locale: locale.clone(),
    };
    let new = NewOrganisation { name: COMPANY.to_owned(), admin };
    let (org, _) = identity::set_up_as_owner(&app.db, Arc::clone(&app.clock), new).await?;
    let op = op(app, org, Origin::Cli);
    let others = [
        ("Bodo Beispiel", ACCOUNTANT_EMAIL, Role::Accountant),
        ("Mia Muster", "einsicht@beispiel.example", Role::Viewer),
    ];
    for (name, email, role) in others {
        let grants = vec![Grant { entity: None, role }];
        let (password, locale) = (password.clone(), locale.clone());
        let new = NewUser { email: email.to_owned(), name: name.to_owned(), password, locale, grants };
        identity::add_user(&app.db, &op, new).await?;
    }
    Ok(org)
}

fn business() -> NewEntity {
    NewEntity {
        tax_id: Some(company_tax_id()),
        ibans: vec![company_iban()],
        also_known_as: vec!["Beispiel Kaffeegeräte".to_owned()],
        demo: true,
        ..NewEntity::new(COMPANY, Currency::EUR, "DE")
    }
}

/// The accounts of the chart by topic; the first by code where several share one.
async fn accounts(app: &App, op: &Op, entity: EntityId) -> Result<HashMap<&'static str, AccountId>, CliError> {
    let mut by_topic = HashMap::new();
    let chart = ledger::accounts(&app.db, op, entity, None).await?;
    let postable = chart.into_iter().map(|view| view.account).filter(|account: &Account| account.postable);
    for account in postable {
        if let Some(topic) = books::charts::topic_of(&account) {
            by_topic.entry(topic).or_insert(account.id);
        }
    }
    Ok(by_topic)
}

/// Writes a story into a business.
struct Writer<'a> {
    app: &'a App,
    op: &'a Op,
    entity: EntityId,
    accounts: HashMap<&'static str, AccountId>,
    parties: HashMap<Party, PartyId>,
}

impl Writer<'_> {
    async fn write(mut self, story: &Plan, today: Date) -> Result<(), CliError> {
        self.add_parties().await?;
        self.add_rates(story).await?;
        self.post(story).await?;
        self.set_budgets(story).await?;
        self.teach(story).await?;
        self.close_first_year(story, today).await?;
        self.file_papers(story).await?;
        self.bring(&story.papers).await.map(drop)
    }

    async fn add_parties(&mut self) -> Result<(), CliError> {
        for party in Party::all() {
            let who = party.who();
            let data = PartyData {
                name: who.name.to_owned(),
                is_supplier: matches!(party, Party::Supplier(_)),
                is_customer: matches!(party, Party::Customer(_)),
                country: Some(who.country.to_owned()),
                address: (!who.street.is_empty()).then(|| format!("{}, {} {}", who.street, who.postcode, who.city)),
                tax_ids: who.tax_id().into_iter().collect(),
                ibans: who.iban().into_iter().collect(),
                ..PartyData::default()
            };
            let id = parties::add_party(&self.app.db, self.op, self.entity, &data).await?;
            self.parties.insert(party, id);
        }
        Ok(())
    }

    async fn add_rates(&self, story: &Plan) -> Result<(), CliError> {
        for (day, from, rate) in &story.rates {
            let new = NewRate { from: *from, to: Currency::EUR, day: *day, rate: *rate, source: "demo".to_owned() };
            ledger::add_rate(&self.app.db, self.op, new).await?;
        }
        Ok(())
    }

    async fn post(&self, story: &Plan) -> Result<(), CliError> {
        let entries: Vec<NewEntry> =
            story.entries.iter().enumerate().map(|(n, e)| self.entry(n, e)).collect::<Result<_, _>>()?;
        for outcome in ledger::post_bulk(&self.app.db, self.op, &entries).await? {
            outcome?;
        }
        ledger::fold(&self.app.db, self.op, self.entity).await?;
        Ok(())
    }

    fn entry(&self, number: usize, planned: &PlannedEntry) -> Result<NewEntry, CliError> {
        let party = planned.party.and_then(|party| self.parties.get(&party).copied());
        let lines = planned.lines.iter().map(|line| self.line(line, party)).collect::<Result<_, _>>()?;
        let header = Header::new(planned.date, &planned.memo).with_party(party);
        let entry = Entry::new(header, Currency::EUR, lines).map_err(ledger::LedgerError::from)?;
        let new = NewEntry::new(self.entity, planned.journal, entry);
        Ok(new.from_source(Source::Demo).keyed(format!("demo {number}")))
    }

    fn line(&self, planned: &PlannedLine, party: Option<PartyId>) -> Result<Line, CliError> {
        let is_item = matches!(planned.account, Purpose::Receivable | Purpose::Payable);
        Ok(Line {
            base: planned.base,
            tax: planned.tax.map(|(tax, part)| TaxFact::new(tax.code(), part)),
            party: party.filter(|_| is_item),
            dimensions: Dimensions::department(planned.department),
            memo: planned.memo.clone(),
            ..Line::plain(self.account(planned.account)?, planned.amount)
        })
    }

    fn account(&self, purpose: Purpose) -> Result<AccountId, CliError> {
        let topic = purpose.topic();
        self.accounts.get(topic).copied().ok_or_else(|| {
            CliError::usage("demo.no_account", format!("the chart of the demo company has no account for `{topic}`"))
        })
    }

    async fn set_budgets(&self, story: &Plan) -> Result<(), CliError> {
        for planned in &story.budgets {
            let mut rows = Vec::new();
            for row in &planned.rows {
                let account = self.account(row.account)?;
                let department = row.department.map(str::to_owned);
                rows.push(NewRow { account, department, planned: Planned::Months(row.months) });
            }
            let reason = Some(planned.reason.clone());
            let new = NewBudget { year: planned.year, expected_version: 0, rows, reason };
            budgets::set_budget(&self.app.db, self.op, self.entity, new).await?;
        }
        Ok(())
    }

    /// The suppliers' bills become precedents, as if a person had approved them one by one.
    async fn teach(&self, story: &Plan) -> Result<(), CliError> {
        let mut tx = self.app.db.begin(self.op).await?;
        for entry in &story.entries {
            let Some((supplier @ Party::Supplier(_), id)) =
                entry.party.and_then(|party| Some((party, *self.parties.get(&party)?)))
            else {
                continue;
            };
            let expense = entry.lines.iter().find(|line| entry.journal == "PUR" && line.base.minor() > 0);
            let Some(line) = expense else { continue };
            let learned = LearnedLine {
                description: what_is_bought(supplier, line.account).to_owned(),
                account: self.account(line.account)?,
                tax_code: line.tax.filter(|(_, part)| *part == TaxPart::Base).map(|(tax, _)| tax.code().to_owned()),
            };
            let lesson = Lesson {
                entity: self.entity,
                party: id,
                direction: Direction::Purchase,
                dated: None,
                lines: vec![learned],
            };
            parties::learn_in(&mut tx, self.op, &lesson).await?;
        }
        Ok(tx.commit().await?)
    }

    /// What is older than a year is closed.
    async fn close_first_year(&self, story: &Plan, today: Date) -> Result<(), CliError> {
        let before = today.first_of_month().saturating_sub(12.months());
        let periods = ledger::periods(&self.app.db, self.op, self.entity).await?;
        let done = |end: Date| end < before && end >= story.first_day;
        let last = periods.iter().filter(|period| period.number <= 12 && done(period.end)).max_by_key(|p| p.end);
        if let Some(period) = last {
            ledger::close_period(&self.app.db, self.op, period.id, Some("Demo: closed year")).await?;
        }
        Ok(())
    }

    /// The papers of earlier weeks are read and approved by the accountant, as they would have been.
    async fn file_papers(&self, story: &Plan) -> Result<(), CliError> {
        let arrived = self.bring(&story.filed).await?;
        let unread =
            |error: jobs::JobError| CliError::Refused { code: "demo.unread".to_owned(), message: error.to_string() };
        self.app.runner(1).drain().await.map_err(unread)?;
        let people = identity::users(&self.app.db, self.op).await?;
        let Some(accountant) = people.into_iter().find(|person| person.email == ACCOUNTANT_EMAIL) else {
            return Ok(());
        };
        let actor = Actor::User { id: accountant.id, name: accountant.name };
        let grants = Grants { grants: accountant.grants, scopes: None };
        let op = Op::new(self.op.org, actor, Origin::Web, grants, Arc::clone(&self.app.clock));
        for id in arrived {
            let version = self.app.documents.get(&op, id).await?.card.version;
            self.app.documents.approve(&op, id, version, None).await?;
        }
        Ok(())
    }

    /// Papers come in by several doors and wait to be read.
    async fn bring(&self, papers: &[Paper]) -> Result<Vec<DocumentId>, CliError> {
        let mut arrived = Vec::with_capacity(papers.len());
        for paper in papers {
            let bytes = match &paper.content {
                Content::File(bytes) => bytes.clone().into(),
                Content::Photograph(page) => {
                    let picture = self.app.reader.render(page.clone().into(), 1, PHOTOGRAPH, 0).await?;
                    picture.bytes.into()
                }
            };
            let op = op(self.app, self.op.org, paper.door);
            let arrival = Arrival { file_name: paper.file_name.clone(), bytes };
            let (Arrived::Taken(id) | Arrived::SameAs(id)) =
                self.app.documents.arrive(&op, self.entity, arrival).await?;
            arrived.push(id);
        }
        Ok(arrived)
    }
}

/// What stands on the bills of a supplier.
fn what_is_bought(supplier: Party, account: Purpose) -> &'static str {
    match account {
        Purpose::Rent => "Miete Werkstatt und Büro",
        Purpose::Energy => "Strom und Gas",
        Purpose::Telecom => "Telefon und Internet",
        Purpose::Marketing => "Anzeigen und Gestaltung",
        Purpose::Travel => "Bahnfahrt und Übernachtung",
        Purpose::Insurance => "Betriebshaftpflicht",
        Purpose::Software => "Cloud subscription",
        _ if supplier == Party::Supplier(super::company::WHOLESALE) => "Kaffeebohnen",
        _ => "Espressomaschine",
    }
}
