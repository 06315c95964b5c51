//! temporary measurement
#![allow(missing_docs, clippy::unwrap_used)]
use std::sync::Arc;
use std::time::Instant;
use books::{AccountId, Entry, Header, Line};
use jiff::civil::Date;
use ledger::*;
use money::{Amount, Currency};
use op::{EntityId, Op, Role};
use tokio::task::JoinSet;

fn entry(entity: EntityId, acc: &[AccountId], day: Date, n: i64) -> NewEntry {
    let eur = |m| Amount::new(m, Currency::EUR);
    let l = acc.len() as i64;
    let a = |i: i64| acc[((n * 7 + i * 13) % l) as usize];
    let lines = vec![Line::plain(a(0), eur(n + 100)), Line::plain(a(1), eur(19)), Line::plain(a(2), eur(-n - 100)), Line::plain(a(3), eur(-19))];
    let e = Entry::new(Header { date: day, text: "x".into(), reference: None }, Currency::EUR, lines).unwrap();
    NewEntry::new(entity, "GEN", e)
}

fn cpu(db: &str) -> (f64, f64) {
    let ticks = |p: &str| -> f64 { let t = std::fs::read_to_string(p).unwrap_or_default(); let r = t.rsplit(')').next().unwrap_or("").to_owned(); let f: Vec<&str> = r.split_whitespace().collect(); if f.len() < 14 { return 0.0 } (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0 };
    let mut pg = 0.0;
    for e in std::fs::read_dir("/proc").unwrap().flatten() {
        let p = e.path(); let c = std::fs::read_to_string(p.join("cmdline")).unwrap_or_default();
        if c.contains(db) { pg += ticks(p.join("stat").to_str().unwrap()); }
    }
    (ticks("/proc/self/stat"), pg)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let world = test_kit::World::new().await;
    let db = world.db.clone();
    let admin = world.op_admin();
    let name = world.admin_options().get_database().unwrap().to_owned();
    let name = name[..30].to_owned();
    let entity = create_entity(&db, &admin, NewEntity::new("B", Currency::EUR, "DE")).await.unwrap();
    let acc: Arc<Vec<AccountId>> = Arc::new(accounts(&db, &admin, entity, None).await.unwrap().into_iter().filter(|a| a.account.postable).map(|a| a.account.id).collect());
    let start: Date = "2022-01-01".parse().unwrap();
    let day = |n: i64| start.checked_add(jiff::Span::new().days(n % 1200)).unwrap();
    let bulk: i64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(20_000);
    // lone
    for n in 0..50 { post(&db, &admin, &entry(entity, &acc, day(n), n)).await.unwrap(); }
    let c0 = cpu(&name);
    let t = Instant::now();
    for n in 0..300 { post(&db, &admin, &entry(entity, &acc, day(n), n)).await.unwrap(); }
    println!("lone post: {:.2} ms", t.elapsed().as_secs_f64() * 1000.0 / 300.0); let c1 = cpu(&name); println!("cpu client {:.2} pg {:.2} ms each", (c1.0-c0.0)/0.3, (c1.1-c0.1)/0.3);
    let queue = PostingQueue::new(db.clone());
    for clients in [8_usize, 64, 256] {
        let c0 = cpu(&name);
        let t = Instant::now();
        let mut set = JoinSet::new();
        for c in 0..clients {
            let (queue, acc, op): (_, _, Op) = (queue.clone(), acc.clone(), world.op(Role::Accountant));
            set.spawn(async move { for n in 0..(2000 / clients as i64).max(10) { queue.post(&op, entry(entity, &acc, start, n + c as i64)).await.unwrap(); } });
        }
        set.join_all().await;
        let done = (2000 / clients).max(10) * clients;
        println!("queue {clients} clients: {:.0} entries/s", done as f64 / t.elapsed().as_secs_f64());
        let c1 = cpu(&name); println!("  cpu client {:.2} pg {:.2} ms each", (c1.0-c0.0)*1000.0/done as f64, (c1.1-c0.1)*1000.0/done as f64);
    }
    let t = Instant::now();
    let mut done = 0; let c0 = cpu(&name);
    while done < bulk {
        let chunk: Vec<NewEntry> = (0..5000).map(|n| entry(entity, &acc, day((done + n) / 50), n)).collect();
        let r = post_bulk(&db, &admin, &chunk).await.unwrap();
        assert!(r.iter().all(Result::is_ok));
        done += 5000;
        if done % 50_000 == 0 { fold(&db, &admin, entity).await.unwrap(); println!("{done} {:?}", t.elapsed()); }
    }
    println!("bulk: {:.0} lines/s ({:?})", done as f64 * 4.0 / t.elapsed().as_secs_f64(), t.elapsed());
    let c1 = cpu(&name); println!("  cpu client {:.2} pg {:.2} ms each", (c1.0-c0.0)*1000.0/done as f64, (c1.1-c0.1)*1000.0/done as f64);
    for d in ["2023-06-17", "2025-12-31"] {
      for round in 0..3 {
        let d: Date = d.parse().unwrap();
        let t = Instant::now();
        let b = balances_as_of(&db, &admin, entity, d, None).await.unwrap();
        println!("as of {d}: {:?} ({} accounts) round {round}", t.elapsed(), b.len());
      }
      let t = Instant::now();
      let at = admin.now() - jiff::SignedDuration::from_secs(3);
      balances_as_of(&db, &admin, entity, d.parse().unwrap(), Some(at)).await.unwrap();
      println!("known 3 s ago: {:?}", t.elapsed());
      let t = Instant::now();
      let at = admin.now() - jiff::SignedDuration::from_secs(3000);
      balances_as_of(&db, &admin, entity, d.parse().unwrap(), Some(at)).await.unwrap();
      println!("known before everything: {:?}", t.elapsed());
    }
    let t = Instant::now(); fold(&db, &admin, entity).await.unwrap(); println!("fold: {:?}", t.elapsed());
    for _ in 0..3 { let t = Instant::now(); balances_as_of(&db, &admin, entity, "2025-12-31".parse().unwrap(), None).await.unwrap(); println!("as of after fold: {:?}", t.elapsed()); }
    let f = AccountLinesFilter { entity, accounts: vec![acc[0]], from: None, to: None, known_at: None };
    let t = Instant::now(); let p = account_lines(&db, &admin, &f, None, 100).await.unwrap(); println!("account page 1: {:?}", t.elapsed());
    let mut f2 = f.clone(); f2.from = Some("2024-06-01".parse().unwrap());
    let t = Instant::now(); account_lines(&db, &admin, &f2, p.next.as_deref(), 100).await.unwrap(); println!("account later page: {:?}", t.elapsed());
    let t = Instant::now(); entries(&db, &admin, &EntryFilter::all(entity), None, 50).await.unwrap(); println!("entries page: {:?}", t.elapsed());
    let t = Instant::now(); let r = verify(&db, &admin, entity).await.unwrap(); println!("verify {} lines: {:?} {:?}", r.lines, t.elapsed(), r.findings.len());
    let t = Instant::now(); rebuild_balances(&db, &admin, entity).await.unwrap(); println!("rebuild: {:?}", t.elapsed());
    let t = Instant::now(); post(&db, &admin, &entry(entity, &acc, start, 1)).await.unwrap(); println!("post now: {:?}", t.elapsed());
}
