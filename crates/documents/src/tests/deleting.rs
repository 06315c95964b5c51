//! Files that are deleted: what is answered then, what is kept, and what cannot be deleted.

use blobs::BlobHash;

use super::*;

const PAPER: &str = "an application with a name in it";

impl Desk {
    /// The administrator, a person.
    fn admin(&self) -> Op {
        let mut op = self.world.op_admin();
        op.actor = Actor::User { id: UserId(op.new_id()), name: "Carla".to_owned() };
        op
    }

    /// A paper comes in, is read and put away without an entry.
    async fn puts_away(&self, name: &str, bytes: &str) -> DocumentId {
        let id = self.arrives(name, bytes).await;
        self.is_read(id, on_pages(2, bill())).await;
        self.documents.reject(&self.anna, id, self.version(id).await, "not ours").await.expect("rejected");
        id
    }

    async fn deletes(&self, who: &Op, id: DocumentId) -> Result<(), DocumentError> {
        self.documents.delete_content(who, id, self.version(id).await, "she asked for it").await
    }

    /// Nothing was made of a file, or what was made of it is gone.
    async fn keeps(&self, bytes: &str) -> bool {
        self.blobs.exists(&BlobHash::of(bytes.as_bytes())).await.expect("looks")
    }
}

fn is_deleted<T: std::fmt::Debug>(answer: Result<T, DocumentError>) {
    let error = answer.expect_err("it was deleted");
    assert_eq!(error.code(), "document.content_deleted", "{error}");
    assert_eq!(error.to_string(), "the file was deleted on 2026-03-31 by Carla: she asked for it");
}

#[tokio::test]
async fn what_was_deleted_answers_who_when_and_why_and_does_not_come_back() {
    let desk = Desk::new().await;
    let id = desk.puts_away("letter.txt", PAPER).await;
    assert_eq!(desk.documents.original(&desk.anna, id).await.expect("it is there").bytes, PAPER);
    let made = desk.count("select count(*) from content where deleted_at is null").await;
    assert_eq!(made, 2, "the file and its words");
    desk.deletes(&desk.admin(), id).await.expect("deleted");

    is_deleted(desk.documents.original(&desk.anna, id).await);
    is_deleted(desk.documents.page_words(&desk.anna, id, 1).await);
    is_deleted(desk.documents.page_image(&desk.anna, id, 1, 800).await);
    is_deleted(desk.documents.resume(&desk.anna, id, desk.version(id).await).await);
    is_deleted(desk.deletes(&desk.admin(), id).await);
    desk.works_on().await;
    assert!(!desk.keeps(PAPER).await, "the bytes are gone");
    let left = std::fs::read_dir(desk.blobs.place()).expect("the folder").flat_map(|first| {
        std::fs::read_dir(first.expect("an entry").path())
            .expect("a folder")
            .flat_map(|second| std::fs::read_dir(second.expect("an entry").path()).expect("a folder"))
    });
    assert_eq!(left.count(), 0, "and so are the words");

    let again = Arrival { file_name: "again.txt".to_owned(), bytes: Bytes::from(PAPER) };
    is_deleted(desk.documents.arrive(&desk.anna, desk.entity, again).await);
    assert!(!desk.keeps(PAPER).await, "a refused file is not kept");
    assert_eq!(desk.state(id).await.name(), "rejected", "the document itself is still told of");
    let trail = "select count(*) from audit_event where action = 'document.content_deleted'
                     and reason = 'she asked for it' and actor_name = 'Carla'";
    assert_eq!(desk.count(trail).await, 1);
}

#[tokio::test]
async fn only_a_person_who_manages_the_organisation_deletes_and_says_why() {
    let desk = Desk::new().await;
    let id = desk.puts_away("letter.txt", PAPER).await;
    assert!(matches!(desk.deletes(&desk.anna, id).await, Err(DocumentError::Denied(_))));
    assert!(matches!(desk.deletes(&desk.admin().as_agent("tidier", "1"), id).await, Err(DocumentError::NotNow(_))));
    let version = desk.version(id).await;
    for reason in [" ", &"x".repeat(2001)] {
        let unsaid = desk.documents.delete_content(&desk.admin(), id, version, reason).await;
        assert!(matches!(unsaid, Err(DocumentError::BadCorrection { .. })));
    }
    let late = desk.documents.delete_content(&desk.admin(), id, version - 1, "she asked for it").await;
    assert!(matches!(late, Err(DocumentError::Stale { .. })));
    assert_eq!(desk.documents.original(&desk.anna, id).await.expect("it is there").bytes, PAPER);
}

#[tokio::test]
async fn what_an_entry_rests_on_is_not_deleted_even_when_the_entry_was_reversed() {
    let desk = Desk::new().await;
    let id = desk.receives(bill()).await;
    assert!(matches!(desk.deletes(&desk.admin(), id).await, Err(DocumentError::NotNow(_))), "it waits in review");
    desk.posts(&desk.anna, id).await;
    assert!(matches!(desk.deletes(&desk.admin(), id).await, Err(DocumentError::ContentNeeded)));
    let version = desk.version(id).await;
    let reversed = desk.documents.reverse(&desk.ben, id, version, day("2026-03-31"), "booked twice", false).await;
    reversed.expect("reversed");
    let refused = desk.deletes(&desk.admin(), id).await.expect_err("the books still tell of it");
    assert_eq!(refused.code(), "document.content_needed");
    desk.documents.original(&desk.anna, id).await.expect("it is there");
}

/// INVARIANT: the database itself keeps what the books need, and every tombstone.
#[tokio::test]
async fn a_superusers_careless_statement_is_refused() {
    let desk = Desk::new().await;
    let posted = desk.receives(bill()).await;
    desk.posts(&desk.anna, posted).await;
    let gone = desk.puts_away("letter.txt", PAPER).await;
    desk.deletes(&desk.admin(), gone).await.expect("deleted");
    let mut root = desk.world.superuser().await;
    for (statement, code) in [
        (
            "update content set deleted_at = now(), deleted_by = '{}', deleted_reason = 'x' where deleted_at is null",
            "PA050",
        ),
        (
            "update content set deleted_at = null, deleted_by = null, deleted_reason = null where deleted_at is not null",
            "PA010",
        ),
        ("update content set deleted_reason = 'another' where deleted_at is not null", "PA010"),
        ("delete from content", "PA010"),
        ("truncate content", "PA010"),
    ] {
        let error = sqlx::query(statement).execute(&mut root).await.expect_err(statement);
        assert_eq!(error.as_database_error().and_then(|e| e.code()).as_deref(), Some(code), "{statement}: {error}");
    }
    let key = "update content set key_id = gen_random_uuid() where deleted_at is null";
    sqlx::query(key).execute(&mut root).await.expect("sealing will name a key");
}

#[tokio::test]
async fn the_same_bytes_in_another_business_stay() {
    let desk = Desk::new().await;
    let id = desk.puts_away("letter.txt", PAPER).await;
    let new = NewEntity::new("Zweite GmbH", Currency::EUR, "DE");
    let second = ledger::create_entity(&desk.world.db, &desk.world.op_admin(), new).await.expect("founded");
    let file = Arrival { file_name: "letter.txt".to_owned(), bytes: Bytes::from(PAPER) };
    let Arrived::Taken(other) = desk.documents.arrive(&desk.anna, second, file).await.expect("taken in") else {
        panic!("it is new there");
    };
    desk.deletes(&desk.admin(), id).await.expect("deleted");
    desk.works_on().await;
    assert_eq!(desk.documents.original(&desk.anna, other).await.expect("it is kept there").bytes, PAPER);
    let version = desk.version(other).await;
    desk.documents.cancel(&desk.anna, other, version, "nor here").await.expect("put away");
    desk.deletes(&desk.admin(), other).await.expect("deleted there too");
    desk.works_on().await;
    assert!(!desk.keeps(PAPER).await, "nobody keeps it any more");
}

/// INVARIANT: bytes are removed only while nobody says that he keeps them.
#[tokio::test]
async fn who_removes_waits_for_who_keeps() {
    let desk = Desk::new().await;
    let blob = desk.blobs.put(Bytes::from(PAPER)).await.expect("put").to_string();
    let mut tx = desk.world.db.begin(&desk.anna).await.expect("begin");
    crate::store::claim(&mut tx, desk.entity, (&blob, &blob), desk.anna.now()).await.expect("claimed");
    let (documents, named) = (desk.documents.clone(), blob.clone());
    let removing = tokio::spawn(async move { documents.remove_unless_kept(&named).await });
    let waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted
                       and database = (select oid from pg_database where datname = current_database())";
    while desk.count(waiting).await == 0 {
        assert!(!removing.is_finished(), "it must wait");
    }
    tx.commit().await.expect("commit");
    removing.await.expect("joins").expect("done");
    assert!(desk.keeps(PAPER).await);
}

#[tokio::test]
async fn parts_of_a_file_are_deleted_with_it_and_only_when_all_are_put_away() {
    let desk = Desk::new().await;
    let whole = desk.arrives("two.txt", PAPER).await;
    desk.is_read(whole, on_pages(2, bill())).await;
    let version = desk.version(whole).await;
    let parts = desk.documents.split(&desk.anna, whole, version, &vec![vec![1], vec![2]]).await.expect("split");
    let refused = desk.deletes(&desk.admin(), whole).await.expect_err("its parts are at work");
    assert!(refused.to_string().contains("part 1"), "{refused}");
    for part in &parts {
        let version = desk.version(*part).await;
        desk.documents.cancel(&desk.anna, *part, version, "not ours").await.expect("put away");
    }
    desk.deletes(&desk.admin(), parts[0]).await.expect("deleted");
    is_deleted(desk.documents.original(&desk.anna, whole).await);
    is_deleted(desk.documents.original(&desk.anna, parts[1]).await);
}
