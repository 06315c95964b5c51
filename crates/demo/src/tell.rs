//! The story written into the books, through the same use cases as everybody else's: nothing here has rights or ways of
//! its own. The entries go in by bulk posting, the papers through the front door of the road, so that the inbox has
//! real work in it.

use std::collections::HashMap;
use std::sync::Arc;

use books::returns::Interval;
use books::{Account, AccountId, Dimensions, DocumentId, Entry, EntryId, Header, Line, PartyId, TaxFact, TaxPart};
use budgets::{NewBudget, NewRow, Planned};
use documents::{Arrival, Arrived, Documents};
use identity::{NewAdmin, NewOrganisation, NewUser};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jobs::Runner;
use ledger::{ItemRef, NewEntity, NewEntry, NewRate, Settles, Source};
use money::{Amount, Currency};
use op::{Actor, Clock, EntityId, Grant, Grants, Op, OrgId, Origin, Role};
use parties::{LearnedLine, Lesson, PartyData};
use pg::Db;
use reading::Worker;
use returns::{NewFiling, PeriodOfReturn};
use road::classification::Direction;

use super::DemoError;
use super::company::{COMPANY, company_iban, company_tax_id};
use super::papers::{Content, Paper};
use super::plan::{Party, Plan, PlannedEntry, PlannedLine, Purpose, plan};
use super::written::Desk;

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

/// What the story is told into: everything of an installation that a book-keeper's work needs.
pub struct Installation<'a> {
    /// The database.
    pub db: &'a Db,
    /// The road of documents.
    pub documents: &'a Documents,
    /// The processes that parse documents; one takes the photographs.
    pub reader: &'a Worker,
    /// The work in the background, which reads the papers of earlier weeks.
    pub runner: &'a Runner,
    /// The clock.
    pub clock: &'a Arc<dyn Clock>,
}

/// Founds the demo company and tells its story up to today. Takes a few seconds.
///
/// # Errors
/// Whatever a use case refuses; what was told until then stays.
pub async fn tell(into: &Installation<'_>, seed: u64) -> Result<(), DemoError> {
    let today = into.clock.now().to_zoned(TimeZone::system()).date();
    let story = plan(seed, today);
    let org = people(into).await?;
    let op = op(into, org, Origin::Cli);
    let entity = ledger::create_entity(into.db, &op, business()).await?;
    let accounts = accounts(into, &op, entity).await?;
    let writer = Writer { into, op: &op, entity, accounts, parties: HashMap::new() };
    writer.write(&story, today).await
}

fn op(into: &Installation<'_>, org: OrgId, origin: Origin) -> Op {
    let actor = Actor::System { name: "demo".to_owned() };
    Op::new(org, actor, origin, Grants::all(), Arc::clone(into.clock))
}

/// The organisation with one person of each role.
async fn people(into: &Installation<'_>) -> Result<OrgId, DemoError> {
    let locale = "en".to_owned();
    let password = DEMO_PASSWORD.to_owned();
    let admin = NewAdmin {
        name: "Dana Demo".to_owned(),
        email: DEMO_EMAIL.to_owned(),
        password: password.clone(),
        locale: locale.clone(),
    };
    let new = NewOrganisation { name: COMPANY.to_owned(), admin };
    let (org, _) = identity::set_up_as_owner(into.db, Arc::clone(into.clock), new).await?;
    let op = op(into, org, Origin::Cli);
    let others = [
        ("Bodo Beispiel", ACCOUNTANT_EMAIL, Role::Accountant),
        ("Mia Muster", "einsicht@beispiel.example", Role::Viewer),
    ];
    for (name, email, role) in others {
        let grants = vec![Grant { entity: None, role }];
        let (password, locale) = (password.clone(), locale.clone());
        let new = NewUser { email: email.to_owned(), name: name.to_owned(), password, locale, grants };
        identity::add_user(into.db, &op, new).await?;
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
async fn accounts(
    into: &Installation<'_>,
    op: &Op,
    entity: EntityId,
) -> Result<HashMap<&'static str, AccountId>, DemoError> {
    let mut by_topic = HashMap::new();
    let chart = ledger::accounts(into.db, op, entity, None).await?;
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
    into: &'a Installation<'a>,
    op: &'a Op,
    entity: EntityId,
    accounts: HashMap<&'static str, AccountId>,
    parties: HashMap<Party, PartyId>,
}

impl Writer<'_> {
    async fn write(mut self, story: &Plan, today: Date) -> Result<(), DemoError> {
        self.add_parties().await?;
        self.add_rates(story).await?;
        self.post(story).await?;
        self.set_budgets(story).await?;
        self.teach(story).await?;
        self.close_first_year(story, today).await?;
        self.file_papers(story).await?;
        self.file_returns(story).await?;
        self.write_sales(story, today).await?;
        self.bring(&story.papers).await.map(drop)
    }

    async fn add_parties(&mut self) -> Result<(), DemoError> {
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
            let id = parties::add_party(self.into.db, self.op, self.entity, &data).await?;
            self.parties.insert(party, id);
        }
        Ok(())
    }

    async fn add_rates(&self, story: &Plan) -> Result<(), DemoError> {
        for (day, from, rate) in &story.rates {
            let new = NewRate { from: *from, to: Currency::EUR, day: *day, rate: *rate, source: "demo".to_owned() };
            ledger::add_rate(self.into.db, self.op, new).await?;
        }
        Ok(())
    }

    async fn post(&self, story: &Plan) -> Result<(), DemoError> {
        let ids: HashMap<usize, EntryId> = story.entries.iter().map(|e| (e.id, EntryId(self.op.new_id()))).collect();
        let by_id: HashMap<usize, &PlannedEntry> = story.entries.iter().map(|entry| (entry.id, entry)).collect();
        let mut entries = Vec::with_capacity(story.entries.len());
        for (number, planned) in story.entries.iter().enumerate() {
            let settled = planned.settles.and_then(|id| Some((ids.get(&id)?, by_id.get(&id)?)));
            let settles = settled.map_or(Vec::new(), |(id, entry)| settles(planned, *id, entry));
            entries.push(self.entry(number, planned)?.with_id(ids[&planned.id]).settling(settles));
        }
        for outcome in ledger::post_bulk(self.into.db, self.op, &entries).await? {
            outcome?;
        }
        ledger::fold(self.into.db, self.op, self.entity).await?;
        Ok(())
    }

    fn entry(&self, number: usize, planned: &PlannedEntry) -> Result<NewEntry, DemoError> {
        let party = planned.party.and_then(|party| self.parties.get(&party).copied());
        let lines = planned.lines.iter().map(|line| Ok(Line { due: due(planned, line), ..self.line(line, party)? }));
        let lines = lines.collect::<Result<_, DemoError>>()?;
        let header = Header::new(planned.date, &planned.memo).with_party(party).referring_to(planned.reference.clone());
        let entry = Entry::new(header, Currency::EUR, lines).map_err(ledger::LedgerError::from)?;
        let new = NewEntry::new(self.entity, planned.journal, entry);
        Ok(new.from_source(Source::Demo).keyed(format!("demo {number}")))
    }

    fn line(&self, planned: &PlannedLine, party: Option<PartyId>) -> Result<Line, DemoError> {
        Ok(Line {
            base: planned.base,
            tax: planned.tax.map(|(tax, part)| TaxFact::new(tax.code(), part)),
            party: party.filter(|_| planned.is_item()),
            dimensions: Dimensions::department(planned.department),
            memo: planned.memo.clone(),
            ..Line::plain(self.account(planned.account)?, planned.amount)
        })
    }

    fn account(&self, purpose: Purpose) -> Result<AccountId, DemoError> {
        let topic = purpose.topic();
        self.accounts.get(topic).copied().ok_or(DemoError::NoAccount(topic))
    }

    async fn set_budgets(&self, story: &Plan) -> Result<(), DemoError> {
        for planned in &story.budgets {
            let mut rows = Vec::new();
            for row in &planned.rows {
                let account = self.account(row.account)?;
                let department = row.department.map(str::to_owned);
                rows.push(NewRow { account, department, planned: Planned::Months(row.months) });
            }
            let reason = Some(planned.reason.clone());
            let new = NewBudget { year: planned.year, expected_version: 0, rows, reason };
            budgets::set_budget(self.into.db, self.op, self.entity, new).await?;
        }
        Ok(())
    }

    /// The suppliers' bills become precedents, as if a person had approved them one by one.
    async fn teach(&self, story: &Plan) -> Result<(), DemoError> {
        let mut tx = self.into.db.begin(self.op).await?;
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
    async fn close_first_year(&self, story: &Plan, today: Date) -> Result<(), DemoError> {
        let before = today.first_of_month().saturating_sub(12.months());
        let periods = ledger::periods(self.into.db, self.op, self.entity).await?;
        let done = |end: Date| end < before && end >= story.first_day;
        let last = periods.iter().filter(|period| period.number <= 12 && done(period.end)).max_by_key(|p| p.end);
        if let Some(period) = last {
            ledger::close_period(self.into.db, self.op, period.id, Some("Demo: closed year")).await?;
        }
        Ok(())
    }

    /// The returns of all quarters but the last one that is over: that one is to be filed.
    async fn file_returns(&self, story: &Plan) -> Result<(), DemoError> {
        let quarterly = returns::calendar(self.into.db, self.op, self.entity, Some(Interval::Quarter)).await?;
        let over = quarterly.periods.into_iter().filter(|p| p.is_over && p.to >= story.first_day).skip(1);
        let mut to_file: Vec<PeriodOfReturn> = over.collect();
        to_file.reverse();
        for period in to_file {
            let new = NewFiling {
                from: period.from,
                to: period.to,
                entered: Vec::new(),
                seen: Vec::new(),
                reference: Some(format!("et{}", period.to.strftime("%Y%m"))),
                accept_left_out: true,
            };
            returns::file(self.into.db, self.op, self.entity, new).await?;
        }
        Ok(())
    }

    /// The papers of earlier weeks are read and approved by the accountant, as they would have been.
    async fn file_papers(&self, story: &Plan) -> Result<(), DemoError> {
        let arrived = self.bring(&story.filed).await?;
        self.into.runner.drain().await.map_err(DemoError::Unread)?;
        let Some(op) = self.accountant().await? else { return Ok(()) };
        for id in arrived {
            let version = self.into.documents.get(&op, id).await?.card.version;
            self.into.documents.approve(&op, id, version, None).await?;
        }
        Ok(())
    }

    async fn accountant(&self) -> Result<Option<Op>, DemoError> {
        let people = identity::users(self.into.db, self.op).await?;
        let found = people.into_iter().find(|person| person.email == ACCOUNTANT_EMAIL);
        Ok(found.map(|accountant| {
            let actor = Actor::User { id: accountant.id, name: accountant.name };
            let grants = Grants { grants: accountant.grants, scopes: None };
            Op::new(self.op.org, actor, Origin::Web, grants, Arc::clone(self.into.clock))
        }))
    }

    /// The accountant writes quotes and invoices.
    async fn write_sales(&self, story: &Plan, today: Date) -> Result<(), DemoError> {
        let Some(op) = self.accountant().await? else { return Ok(()) };
        let customers = |wanted: fn(&Party) -> bool| {
            let all = Party::all().filter(move |party| matches!(party, Party::Customer(_)) && wanted(party));
            all.filter_map(|party| self.parties.get(&party).copied())
        };
        let Some(american) = customers(|party| party.who().country == "US").next() else { return Ok(()) };
        let rates = story.rates.iter().filter(|(day, from, _)| *from == Currency::USD && *day <= today);
        let accounts = [Purpose::SalesStandard, Purpose::SalesReduced, Purpose::SalesExport].map(|p| self.account(p));
        let [machines, coffee, exports] = accounts;
        let desk = Desk {
            db: self.into.db,
            op: &op,
            entity: self.entity,
            today,
            accounts: [machines?, coffee?, exports?],
            customers: customers(|party| party.who().country == "DE").collect(),
            american: (american, rates.map(|(day, _, _)| *day).max()),
        };
        desk.write().await
    }

    /// Papers come in by several doors and wait to be read.
    async fn bring(&self, papers: &[Paper]) -> Result<Vec<DocumentId>, DemoError> {
        let mut arrived = Vec::with_capacity(papers.len());
        for paper in papers {
            let bytes = match &paper.content {
                Content::File(bytes) => bytes.clone().into(),
                Content::Photograph(page) => {
                    let picture = self.into.reader.render(page.clone().into(), 1, PHOTOGRAPH, 0).await?;
                    picture.bytes.into()
                }
            };
            let op = op(self.into, self.op.org, paper.door);
            let arrival = Arrival { file_name: paper.file_name.clone(), bytes };
            let (Arrived::Taken(id) | Arrived::SameAs(id)) =
                self.into.documents.arrive(&op, self.entity, arrival).await?;
            arrived.push(id);
        }
        Ok(arrived)
    }
}

/// Of an item that is to be paid: until when.
fn due(planned: &PlannedEntry, line: &PlannedLine) -> Option<Date> {
    planned.due.filter(|_| line.is_item())
}

/// What a payment settles: the item of the other entry, whole.
fn settles(planned: &PlannedEntry, id: EntryId, settled: &PlannedEntry) -> Vec<Settles> {
    let item = |entry: &PlannedEntry| entry.lines.iter().position(PlannedLine::is_item);
    let (Some(own), Some(other)) = (item(planned), item(settled)) else { return Vec::new() };
    let Ok(line) = i32::try_from(other + 1) else { return Vec::new() };
    let amount = settled.lines[other].amount;
    let amount = Amount::new(amount.minor().abs(), amount.currency());
    vec![Settles { line: own + 1, item: ItemRef { entry: id, line }, amount }]
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
