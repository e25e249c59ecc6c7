"""What the test programs say, counted.

Every GoogleTest program writes its results as XML (GTEST_OUTPUT), CTest its own (--output-junit). A program with an XML counts
with its single tests; any other CTest test counts as one. A program that died without an XML counts as one that failed, so a crash
never looks like fewer tests.
"""

import dataclasses
import xml.etree.ElementTree as ElementTree


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list = dataclasses.field(default_factory=list)  # (name, first words of the message)
    reasons: dict = dataclasses.field(default_factory=dict)  # reason of a skip → how many

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.failures += other.failures
        for reason, count in other.reasons.items():
            self.reasons[reason] = self.reasons.get(reason, 0) + count

    def skip(self, reason):
        self.skipped += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def fail(self, name, message):
        self.failed += 1
        self.failures.append((name, message))

    @property
    def ran(self):
        return self.passed + self.failed

    def line(self):
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def short(text, lines=12):
    kept = [line for line in (text or "").strip().splitlines() if line.strip()][:lines]
    return "\n".join(kept)


def reason_of(skipped):
    """GoogleTest puts file and line in front of the reason."""
    text = (skipped.get("message") or skipped.text or "").strip()
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and ".cpp:" in lines[0]:
        lines = lines[1:]
    return " ".join(lines) or "no reason given"


def read_gtest(path):
    counts = Counts()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        failures = case.findall("failure")
        skipped = case.find("skipped")
        if failures:
            counts.fail(f"{path.stem}: {name}", short("\n".join(f.get("message", "") for f in failures)))
        elif skipped is not None or case.get("result") == "skipped":
            counts.skip(reason_of(skipped) if skipped is not None else "no reason given")
        elif case.get("status") != "notrun":
            counts.passed += 1
    return counts


def read_ctest(junit, gtest_folder, by_program=False):
    """Everything of one CTest run. `by_program`: a test program counts as one (a repeated run under a sanitizer)."""
    counts = Counts()
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        name = case.get("name")
        output = case.findtext("system-out") or ""
        own = gtest_folder / f"{name}.xml"
        failed = case.get("status") in ("fail", "timeout")
        if own.exists() and not by_program:
            inner = read_gtest(own)
            if failed and not inner.failed:
                inner.fail(name, short("the program failed outside its tests\n" + "\n".join(output.splitlines()[-10:])))
            counts.add(inner)
        elif case.get("status") == "run":
            counts.passed += 1
        elif failed:
            counts.fail(name, "\n".join(output.splitlines()[-12:]))
        else:
            skipped = case.find("skipped")
            counts.skip(reason_of(skipped) if skipped is not None else "not run")
    return counts
