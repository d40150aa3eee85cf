"""Other solvers and Qonys on one instance: see run.sh.

Every plan is judged by `judge`, which reads the instance and the plan and nothing else. Each solver runs in a process of
its own; one that does not return in twice the limit and a minute is ended and reported as such.
"""

import datetime
import importlib.metadata
import multiprocessing
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Instance:
    places: np.ndarray  # regions x kinds
    amounts: np.ndarray  # families x kinds
    worth: np.ndarray  # families x regions, NaN = not allowed


def read(path):
    """The format of `qonys_bench::file`, without openings."""
    data = Path(path).read_bytes()
    assert data[:8] == b"QONYSB1\n"
    families, regions, kinds, occupations = np.frombuffer(data, "<u4", 4, 8)
    assert occupations == 0
    at = 24
    places = np.frombuffer(data, "<u4", regions * kinds, at).reshape(regions, kinds)
    at += 4 * regions * kinds
    amounts = np.frombuffer(data, "u1", families * kinds, at).reshape(families, kinds)
    at += families * kinds
    worth = np.frombuffer(data, "<f4", families * regions, at).reshape(families, regions)
    return Instance(places.astype(np.int64), amounts.astype(np.int64), worth.astype(np.float64))


def judge(instance, plan):
    """Worth of a plan (a region for each family, -1 = waits); an error when it breaks a rule."""
    plan = np.asarray(plan)
    placed = np.flatnonzero(plan >= 0)
    worth = instance.worth[placed, plan[placed]]
    if plan.shape != (len(instance.worth),) or np.isnan(worth).any():
        raise ValueError("a family where it may not be")
    used = np.zeros_like(instance.places)
    np.add.at(used, plan[placed], instance.amounts[placed])
    if (used > instance.places).any():
        raise ValueError("more than there are places")
    return float(worth.sum())


def pairs(instance):
    return np.nonzero(~np.isnan(instance.worth))


def matrix(instance):
    """Columns (families, regions) and the rows of the program: starts, indices, factors by column; upper limits."""
    family, region = pairs(instance)
    families, kinds = instance.amounts.shape
    rows = np.concatenate([family[:, None], families + region[:, None] * kinds + np.arange(kinds)], axis=1)
    factors = np.concatenate([np.ones((len(family), 1)), instance.amounts[family]], axis=1)
    kept = factors > 0
    starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    upper = np.concatenate([np.ones(families), instance.places.ravel()])
    return family, region, starts, rows[kept], factors[kept].astype(float), upper


def plan_of(instance, family, region, values):
    plan = np.full(len(instance.worth), -1)
    chosen = np.asarray(values) > 0.5
    plan[family[chosen]] = region[chosen]
    return plan


def highs(instance, threads, seconds, integer=True, solver="choose"):
    import highspy

    family, region, starts, rows, factors, upper = matrix(instance)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(family), len(upper)
    lp.col_cost_ = instance.worth[family, region]
    lp.col_lower_, lp.col_upper_ = np.zeros(len(family)), np.ones(len(family))
    lp.row_lower_, lp.row_upper_ = np.full(len(upper), -highspy.kHighsInf), upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, rows, factors
    lp.sense_ = highspy.ObjSense.kMaximize
    if integer:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(family)
    model = highspy.Highs()
    model.silent()
    for key, value in [("threads", threads), ("time_limit", float(seconds)), ("mip_rel_gap", 0.0), ("solver", solver)]:
        model.setOptionValue(key, value)
    if not integer:
        model.setOptionValue("run_crossover", "off")
    model.passModel(lp)
    found = []
    if integer:
        model.cbMipImprovingSolution.subscribe(lambda _: found.append(time.monotonic()))
    model.run()
    info = model.getInfo()
    if not integer:
        done = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return None, info.objective_function_value if done else None, None
    values = model.getSolution().col_value
    plan = plan_of(instance, family, region, values) if len(values) else None
    return plan, info.mip_dual_bound, found[-1] if found else None


def highs_ipm(instance, threads, seconds):
    return highs(instance, threads, seconds, False, "ipm")


def highs_pdlp(instance, threads, seconds):
    return highs(instance, threads, seconds, False, "pdlp")


def cp_sat(instance, threads, seconds):
    from ortools.sat.python import cp_model

    scale = 1_000_000
    family, region = pairs(instance)
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in family]
    of_family = [[] for _ in instance.worth]
    of_region = [[] for _ in instance.places]
    for column, f, r in zip(columns, family, region):
        of_family[f].append(column)
        of_region[r].append((column, f))
    for group in of_family:
        model.add_at_most_one(group)
    for r, group in enumerate(of_region):
        for kind, places in enumerate(instance.places[r]):
            terms = [(c, int(instance.amounts[f, kind])) for c, f in group if instance.amounts[f, kind]]
            if terms:
                model.add(cp_model.LinearExpr.weighted_sum([t[0] for t in terms], [t[1] for t in terms]) <= int(places))
    worth = np.rint(instance.worth[family, region] * scale).astype(np.int64)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, worth.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    found = []

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            found.append(time.monotonic())

    status = solver.solve(model, Watch())
    bound = solver.best_objective_bound / scale
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, bound, None
    return plan_of(instance, family, region, [solver.value(c) for c in columns]), bound, found[-1]


def scip(instance, threads, seconds):
    import pyscipopt

    family, region, starts, rows, factors, upper = matrix(instance)
    model = pyscipopt.Model()
    model.hideOutput()
    model.setParam("limits/time", seconds)
    worth = instance.worth[family, region]
    columns = [model.addVar(vtype="B", obj=float(w)) for w in worth]
    terms = [[] for _ in upper]
    for at, column in enumerate(columns):
        for e in range(starts[at], starts[at + 1]):
            terms[rows[e]].append((float(factors[e]), column))
    for row, limit in zip(terms, upper):
        if row:
            model.addCons(pyscipopt.quicksum(factor * column for factor, column in row) <= float(limit))
    model.setMaximize()
    found = []

    class Watch(pyscipopt.Eventhdlr):
        def eventinit(self):
            self.model.catchEvent(pyscipopt.SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event):
            found.append(time.monotonic())

    model.includeEventhdlr(Watch(), "watch", "notes when a plan is found")
    model.optimize()
    if model.getNSols() == 0:
        return None, model.getDualbound(), None
    best = model.getBestSol()
    return plan_of(instance, family, region, [best[c] for c in columns]), model.getDualbound(), found[-1]


def or_tools_lp(instance, threads, seconds, name):
    from ortools.linear_solver import pywraplp

    family, region, starts, rows, factors, upper = matrix(instance)
    solver = pywraplp.Solver.CreateSolver(name)
    solver.SetTimeLimit(int(1000 * seconds))
    if name == "PDLP":
        solver.SetNumThreads(threads)
    limits = [solver.Constraint(-solver.infinity(), float(u)) for u in upper]
    goal = solver.Objective()
    goal.SetMaximization()
    for at, worth in enumerate(instance.worth[family, region]):
        column = solver.NumVar(0.0, 1.0, "")
        goal.SetCoefficient(column, float(worth))
        for e in range(starts[at], starts[at + 1]):
            limits[rows[e]].SetCoefficient(column, float(factors[e]))
    status = solver.Solve()
    return None, goal.Value() if status == pywraplp.Solver.OPTIMAL else None, None


def glop(instance, threads, seconds):
    return or_tools_lp(instance, threads, seconds, "GLOP")


def or_tools_pdlp(instance, threads, seconds):
    return or_tools_lp(instance, threads, seconds, "PDLP")


PEERS = [
    ("HiGHS MIP", "highspy", highs),
    ("OR-Tools CP-SAT", "ortools", cp_sat),
    ("SCIP", "PySCIPOpt", scip),
    ("HiGHS IPM", "highspy", highs_ipm),
    ("HiGHS PDLP", "highspy", highs_pdlp),
    ("OR-Tools GLOP", "ortools", glop),
    ("OR-Tools PDLP", "ortools", or_tools_pdlp),
]


def work(solve, path, threads, seconds, answers):
    instance = read(path)
    start = time.monotonic()
    try:
        plan, bound, found = solve(instance, threads, seconds)
        took = time.monotonic() - start
        answers.put((plan, bound, took, took if found is None else found - start, ""))
    except Exception as error:  # a peer that fails is reported, not hidden
        took = time.monotonic() - start
        answers.put((None, None, took, took, str(error)))


def ask(solve, path, threads, seconds):
    """Plan, bound, seconds (setting up included), seconds until its last plan was found, and what went wrong."""
    answers = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(solve, path, threads, seconds, answers))
    start = time.monotonic()
    process.start()
    while True:
        try:
            answer = answers.get(timeout=1)
            break
        except Exception:
            late = time.monotonic() - start > 2 * seconds + 60
            if late or not process.is_alive():
                took = time.monotonic() - start
                answer = (None, None, took, took, "no answer in time" if late else "ended")
                break
    if process.is_alive():
        process.join(5)
        process.kill()
    return answer


def ask_qonys(binary, options, instance_path, plan_path):
    given = [f"{key}={value}" for key, value in options.items()]
    command = [binary, *given, f"instance={instance_path}", f"plan={plan_path}"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    moments = [tuple(None if w == "-" else float(w) for w in line.split()[1:]) for line in lines]
    return [int(line) for line in Path(plan_path).read_text().split()], moments


def shown(number, form):
    return "-" if number is None or not np.isfinite(number) else format(number, form)


def main():
    given = dict(argument.split("=", 1) for argument in sys.argv[1:])
    binary, out, only = given.pop("binary"), given.pop("out", None), given.pop("only", "").split(",")
    options = {"families": 10000, "regions": 20, "seed": 1, "slack": 5, "threads": 2, "seconds": 60} | given
    threads, seconds = int(options["threads"]), float(options["seconds"])
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/instance"
        plan, moments = ask_qonys(binary, options, path, f"{folder}/plan")
        instance = read(path)
        value, (last, _, bound) = judge(instance, plan), moments[-1]
        rows = [("Qonys", value, bound, last, last, None, "")]
        for name, package, solve in PEERS:
            if only != [""] and not any(part.lower() in name.lower() for part in only):
                continue
            theirs, limit, took, found, problem = ask(solve, path, threads, seconds)
            title = f"{name} {importlib.metadata.version(package)}"
            try:
                worth = None if theirs is None else judge(instance, theirs)
            except ValueError as error:
                worth, problem = None, str(error)
            reached = None
            if worth is not None:
                reached = next((m[0] for m in moments if m[1] is not None and m[1] >= worth - 1e-6), None)
            elif limit is not None:
                reached = next((m[0] for m in moments if m[2] is not None and m[2] <= limit * (1 + 1e-5)), None)
            rows.append((title, worth, limit, took, found, reached, problem))
            print(rows[-1], file=sys.stderr)
    text = table(options, rows)
    print(text)
    if out:
        Path(out).write_text(text)


def table(options, rows):
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "?")
    date = datetime.datetime.now(datetime.timezone.utc).date()
    lines = [
        f"{options['families']} families x {options['regions']} regions, seed {options['seed']}, slack {options['slack']} %; "
        f"{options['threads']} threads, at most {options['seconds']} s; {cpu}, {platform.system()}, {date}.",
        "",
        "| solver | value | bound | gap | seconds | last plan after | Qonys there after | ratio | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, value, bound, took, found, reached, problem in rows:
        gap = 100 * (bound - value) / bound if value is not None and bound is not None else None
        ratio = found / reached if reached else None
        lines.append(
            f"| {name} | {shown(value, '.3f')} | {shown(bound, '.3f')} | {shown(gap, '.5f')} % | {took:.2f} "
            f"| {shown(found if value is not None else None, '.2f')} | {shown(reached, '.3f')} | {shown(ratio, '.0f')} | {problem} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
