use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use super::{account, day};
use crate::charts::topics::{LANGUAGES, topics};
use crate::charts::{TaxLevel, template, templates, topic_of};
use crate::tax::{codes_on, jurisdictions};
use crate::{Account, AccountRole, AccountType};

#[test]
fn every_template_has_each_role_exactly_once() {
    for chart in templates() {
        for role in AccountRole::iter() {
            let with: Vec<&str> = chart.accounts.iter().filter(|a| a.role == Some(role)).map(|a| a.code).collect();
            assert_eq!(with.len(), 1, "{} has {with:?} for {role}", chart.key);
        }
    }
}

#[test]
fn every_template_is_a_tree_of_unique_codes_and_names() {
    for chart in templates() {
        let codes: BTreeSet<&str> = chart.accounts.iter().map(|a| a.code).collect();
        let names: BTreeSet<String> = chart.accounts.iter().map(|a| a.name.to_lowercase()).collect();
        assert_eq!(codes.len(), chart.accounts.len(), "codes of {}", chart.key);
        assert!(names.len() + 12 > chart.accounts.len(), "names of {}", chart.key);
        let postable = chart.accounts.iter().filter(|a| a.postable).count();
        assert!(postable >= 90, "{} has only {postable} accounts", chart.key);
        let mut above: Vec<&str> = Vec::new();
        for entry in &chart.accounts {
            assert!(!entry.name.is_empty(), "{} {}", chart.key, entry.code);
            match entry.parent {
                Some(parent) => {
                    assert!(above.contains(&parent), "{} {} stands before its heading", chart.key, entry.code);
                    let heading = chart.accounts.iter().find(|a| a.code == parent).unwrap();
                    assert_eq!(heading.account_type, entry.account_type, "{} {}", chart.key, entry.code);
                }
                None => assert!(!entry.postable, "{} {} stands under nothing", chart.key, entry.code),
            }
            above.push(entry.code);
        }
    }
}

#[test]
fn costs_are_known_by_words_in_every_language() {
    let without_words = ["salaries"];
    for topic in topics().iter().filter(|t| t.account_type == AccountType::Expense && !t.hints.is_empty()) {
        let languages: Vec<&str> = topic.hints.iter().map(|(l, _)| *l).collect();
        assert_eq!(languages, LANGUAGES, "{}", topic.key);
        assert!(topic.words().all(|w| w == w.to_lowercase() && !w.is_empty()), "{}", topic.key);
    }
    let wordy = topics().iter().filter(|t| t.account_type == AccountType::Expense && !t.hints.is_empty()).count();
    assert!(wordy >= 60, "{wordy} topics, {without_words:?}");
    let rent = template("de").unwrap().accounts.iter().find(|a| a.topic == Some("rent")).unwrap();
    assert!(rent.hints().any(|w| w == "büromiete") && rent.hints().any(|w| w == "loyer"));
}

#[test]
fn usual_tax_levels_are_codes_of_the_country() {
    let german = codes_on("DE", day("2025-05-01"));
    let rows = [
        (TaxLevel::Standard, AccountType::Expense, Some("I19")),
        (TaxLevel::Reduced, AccountType::Expense, Some("I7")),
        (TaxLevel::Standard, AccountType::Income, Some("O19")),
        (TaxLevel::Exempt, AccountType::Expense, Some("IEX")),
        (TaxLevel::IntraCommunity, AccountType::Income, Some("OEU")),
        (TaxLevel::Standard, AccountType::Liability, None),
    ];
    for (level, account_type, expected) in rows {
        let code = level.code(account_type, &german).map(|c| c.code.as_str());
        assert_eq!(code, expected, "{level} {account_type}");
    }
}

#[test]
fn an_account_of_any_chart_leads_back_to_its_topic() {
    for (name, topic) in [("Bürobedarf", Some("office_supplies")), ("Rent", Some("rent")), ("My own account", None)] {
        let own = Account {
            id: account(1),
            code: "1".to_owned(),
            name: name.to_owned(),
            account_type: AccountType::Expense,
            role: None,
            postable: true,
            parent: None,
            currency: None,
            active: true,
            default_tax_code: None,
        };
        assert_eq!(topic_of(&own), topic, "{name}");
    }
}

#[test]
fn fifteen_countries_and_more_have_a_chart_with_every_topic() {
    let topics_of = |key: &str| -> BTreeSet<&str> {
        template(key).unwrap().accounts.iter().filter_map(|account| account.topic).collect()
    };
    let all = topics_of("standard");
    for chart in templates() {
        assert_eq!(topics_of(chart.key), all, "{}", chart.key);
    }
    let countries: BTreeSet<&str> = jurisdictions().iter().map(|j| j.chart).filter(|c| *c != "standard").collect();
    assert!(countries.len() >= 15, "{countries:?}");
    assert!(templates().iter().all(|t| t.key == "standard" || countries.contains(t.key)));
}

/// A business keeps the names of its accounts and forgets the template: the name alone must lead to the topic.
#[test]
fn the_name_of_an_account_means_one_topic_in_all_charts() {
    for chart in templates() {
        for entry in chart.accounts.iter().filter(|a| a.postable) {
            let own = Account {
                id: account(1),
                code: entry.code.to_owned(),
                name: entry.name.to_owned(),
                account_type: entry.account_type,
                role: None,
                postable: true,
                parent: None,
                currency: None,
                active: true,
                default_tax_code: None,
            };
            assert_eq!(topic_of(&own), entry.topic, "{} {} {}", chart.key, entry.code, entry.name);
        }
    }
}
