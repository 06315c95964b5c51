//! As whom jobs run, when those who caused them have changed meanwhile.

use std::sync::{Arc, Mutex};

use op::{Actor, EntityId, Grant, Grants, OrgId, Role};
use serde_json::json;
use test_kit::World;

use super::{KIND, Scripted, Step, enqueue_now};
use crate::{BoxFuture, Failure, Handler, JobError, NewJob, Principals, Runner, Standing, dead, revive};

/// Says what it was told to say.
struct Register(Mutex<Standing>);

impl Principals for Register {
    fn standing<'a>(&'a self, _org: OrgId, _actor: &'a Actor) -> BoxFuture<'a, Result<Standing, JobError>> {
        let standing = self.0.lock().unwrap().clone();
        Box::pin(async move { Ok(standing) })
    }
}

fn only(entity: EntityId) -> Grants {
    Grants { grants: vec![Grant { entity: Some(entity), role: Role::Accountant }], scopes: None }
}

fn runner(world: &World, register: &Arc<Register>, handler: &Arc<Scripted>) -> Runner {
    let principals = Arc::clone(register) as Arc<dyn Principals>;
    let handlers = vec![Arc::clone(handler) as Arc<dyn Handler>];
    Runner::new(world.db.clone(), world.clock(), principals, handlers, 1)
}

#[tokio::test]
async fn a_job_runs_with_what_its_person_may_do_now() {
    let world = World::new().await;
    let (handler, register) = (Scripted::of([]), Arc::new(Register(Mutex::new(Standing::May(only(world.entity))))));
    enqueue_now(&world, &world.op_admin(), NewJob::new(KIND, json!({})).in_entity(world.entity)).await;
    runner(&world, &register, &handler).drain().await.unwrap();
    let ran = handler.ran.lock().unwrap();
    assert_eq!(ran[0].0.grants, only(world.entity), "not what the administrator held when it was enqueued");
}

#[tokio::test]
async fn work_of_those_who_left_ends_denied_and_goes_on_in_the_name_of_who_revives_it() {
    let world = World::new().await;
    let branch = world.another_entity("Zweigstelle", "EUR", "AT").await;
    let (left, stays) = (world.op_admin(), world.op_admin());
    for (standing, word) in [
        (Standing::MayNot("Anna Weber was switched off".to_owned()), "switched off"),
        (Standing::May(only(branch)), "this business"),
    ] {
        let (handler, register) = (Scripted::of([]), Arc::new(Register(Mutex::new(standing))));
        let runner = runner(&world, &register, &handler);
        enqueue_now(&world, &left, NewJob::new(KIND, json!({})).in_entity(world.entity)).await;
        runner.drain().await.unwrap();
        assert_eq!(handler.runs(), 0, "nothing was done");
        assert!(handler.given_up()[0].contains(word), "what waits for it was told: {:?}", handler.given_up());

        let mut tx = world.db.begin(&stays).await.unwrap();
        let lying = dead(&mut tx, 10).await.unwrap();
        let why = lying[0].last_error.as_deref().unwrap();
        assert!(lying[0].denied && why.starts_with("denied: ") && why.contains(word), "{why}");
        assert!(revive(&mut tx, &stays, lying[0].id).await.unwrap());
        tx.commit().await.unwrap();
        *register.0.lock().unwrap() = Standing::May(Grants::all());
        runner.drain().await.unwrap();
        assert_eq!(handler.ran.lock().unwrap()[0].0.actor, stays.actor);
    }
}

#[tokio::test]
async fn what_a_handler_is_refused_is_denied_at_once() {
    let world = World::new().await;
    let handler = Scripted::of([Step::Fail(Failure::denied("this needs the permission `documents-read`"))]);
    let register = Arc::new(Register(Mutex::new(Standing::May(Grants::all()))));
    let op = world.op_admin();
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    runner(&world, &register, &handler).drain().await.unwrap();
    assert_eq!((handler.runs(), handler.given_up().len()), (1, 1), "it is not tried again");
    let mut tx = world.db.begin(&op).await.unwrap();
    assert!(dead(&mut tx, 10).await.unwrap()[0].denied);
}

#[tokio::test]
async fn a_waiting_job_is_done_for_who_asked_last() {
    let world = World::new().await;
    let (first, second) = (world.op_admin(), world.op_admin());
    let job = || NewJob::new(KIND, json!({})).keyed("doc");
    enqueue_now(&world, &first, job()).await;
    assert!(!enqueue_now(&world, &second, job()).await, "one job");
    let (handler, register) = (Scripted::of([]), Arc::new(Register(Mutex::new(Standing::May(Grants::all())))));
    runner(&world, &register, &handler).drain().await.unwrap();
    assert_eq!(handler.ran.lock().unwrap()[0].0.actor, second.actor);
}

#[tokio::test]
async fn housekeeping_runs_as_the_program() {
    let world = World::new().await;
    enqueue_now(&world, &world.op_admin(), NewJob::new(KIND, json!({})).by_program()).await;
    let (handler, register) = (Scripted::of([]), Arc::new(Register(Mutex::new(Standing::May(Grants::all())))));
    runner(&world, &register, &handler).drain().await.unwrap();
    assert_eq!(handler.ran.lock().unwrap()[0].0.actor, Actor::System { name: KIND.to_owned() });
}
