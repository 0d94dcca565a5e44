//! A program of the order game, written out in Python.

use super::program::{Coroutine, Program, Step};

/// The program, as CPython runs it.
pub(super) fn write(program: &Program) -> String {
    let coroutines = program.coroutines.iter().enumerate().map(|(at, one)| coroutine(program, at, one));
    format!("import asyncio\n\n\n{}asyncio.run(main())\n", coroutines.collect::<String>())
}

fn coroutine(program: &Program, at: usize, one: &Coroutine) -> String {
    let mut lines = vec![format!("async def {}():", one.name)];
    if one.steps.iter().any(|step| matches!(step, Step::CallSoon(_) | Step::CallLater(_))) {
        lines.push("    loop = asyncio.get_running_loop()".to_owned());
    }
    lines.extend(one.steps.iter().map(|step| format!("    {}", line(program, *step))));
    if at == 0 {
        lines.extend(ending(program, one));
    }
    lines.join("\n") + "\n\n\n"
}

fn line(program: &Program, step: Step) -> String {
    let name = |at: usize| program.coroutines[at].name;
    match step {
        Step::Print(label) => format!("print(\"{label}\")"),
        Step::CallSoon(label) => format!("loop.call_soon(print, \"{label}\")"),
        Step::CallLater(label) => format!("loop.call_later(0, print, \"{label}\")"),
        Step::CreateTask(at) => format!("{0}_task = asyncio.create_task({0}())", name(at)),
        Step::Await(at) => format!("await {}()", name(at)),
        Step::Sleep => "await asyncio.sleep(0)".to_owned(),
    }
}

/// What `main` waits for before it ends: the loop ends with it. Nothing is printed by `main` after that.
fn ending(program: &Program, main: &Coroutine) -> Vec<String> {
    let task = |step: &Step| match step {
        Step::CreateTask(at) => Some(format!("    await {}_task", program.coroutines[*at].name)),
        _ => None,
    };
    let mut lines: Vec<String> = main.steps.iter().filter_map(task).collect();
    if main.steps.iter().any(|step| matches!(step, Step::CallLater(_))) {
        lines.push("    await asyncio.sleep(0.01)  # until the timer has gone off too".to_owned());
    }
    lines
}
