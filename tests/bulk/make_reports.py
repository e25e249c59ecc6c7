#!/usr/bin/env python3
"""Makes reports of attacks that never happened, as JSON lines: for tests and benchmarks that need many.

    python3 tests/bulk/make_reports.py --distinct 1000 --reports 5000 [--near 0.1] [--seed 1] > reports.jsonl

The same numbers give the same bytes. The first `--distinct` reports have texts of their own; all others repeat one of these under another key,
outlet and day, as copies of an agency's reports do. A share `--near` of the repeated ones differs in a few words (its own first line, a
sentence less).
"""

import argparse
import functools
import json
import random
import sys

TOWNS = ["Maiduguri", "Gao", "Kandahar", "Quetta", "Benghazi", "Mukalla", "Kismayo", "Jolo", "Bangassou", "Bunia", "Taiz", "Menaka", "Diffa", "Ganzgal", "Khost",
         "Marawi", "Sirte", "Baidoa", "Goma", "Pemba", "Agadez", "Kunduz", "Zinjibar", "Mopti", "Djibo", "Bossangoa", "Hudaydah", "Tillaberi", "Farah", "Bosaso"]
ATTACKS = ["A roadside bomb killed {n} {who} {where}{day}, {said}.", "Gunmen shot dead {n} {who} {where}{day}, {said}.",
           "Mortar rounds landed on {thing} {where}{day}, killing {n} {who}, {said}.", "A suicide bomber killed {n} {who} at {thing} {where}{day}, {said}.",
           "Militants ambushed a convoy {where}{day} and killed {n} {who}, {said}.", "An air strike hit {thing} {where}{day}, {said}. {N} {who} were killed.",
           "Two rockets hit {thing} {where}{day}, {said}. {N} {who} were wounded.", "Armed men raided {thing} {where}{day} and abducted {n} {who}, {said}."]
WHO = ["soldiers", "policemen", "civilians", "villagers", "traders", "border guards", "aid workers", "farmers"]
THINGS = ["a market", "an army post", "a police station", "a bus depot", "a checkpoint", "a hospital", "a fuel store", "the airport"]
SAID = ["the army said", "police said", "residents said", "a local official said", "the governor's office said", "a hospital doctor said"]
DAYS = ["on Monday", "on Tuesday", "on Wednesday", "late on Thursday", "on Friday", "early on Saturday", "on Sunday"]
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
AFTER = ["No group claimed responsibility for the attack.", "The wounded were taken to a hospital in the town.", "Roads out of the town were closed for several hours.",
         "It was the {nth} attack in the district this month.", "Shops stayed shut the next morning.", "A spokesman said that the search for the attackers went on.",
         "Relatives waited outside the hospital for news.", "The mayor asked people to stay at home.", "Electricity failed in two quarters of the town.",
         "Witnesses told of smoke above the old bridge.", "The region has seen fighting over cattle, water and pasture for years.", "Schools will open again next week, teachers said.",
         "At least {many} people have been killed in the district since March.", "The army sent another battalion to the river crossing."]
NTH = ["second", "third", "fourth", "fifth", "sixth", "seventh"]
OUTLETS = [f"{name} {kind}" for name in ["Northern", "River", "Desert", "Harbour", "Plateau", "Border", "Delta", "Highland"] for kind in ["Post", "Courier", "Radio", "Dispatch", "Wire"]]


@functools.lru_cache(maxsize=50_000)
def text_of(number):
    pick = random.Random(number * 7919 + 13)
    sentences = []
    for _ in range(pick.randint(1, 2)):
        n = pick.choice(NUMBERS)
        sentences.append(pick.choice(ATTACKS).format(n=n, N=n.capitalize(), who=pick.choice(WHO), thing=pick.choice(THINGS), said=pick.choice(SAID),
                                                     where="near " + pick.choice(TOWNS), day=" " + pick.choice(DAYS)))
    for sentence in pick.sample(AFTER, pick.randint(3, 7)):
        sentences.append(sentence.format(nth=pick.choice(NTH), many=pick.randint(13, 400)))
    # A number of its own keeps each text apart from all others.
    return f"Dispatch {number + 1} of the district desk.\n\n" + " ".join(sentences[:2]) + "\n\n" + " ".join(sentences[2:]) + "\n"


def near(text, pick):
    """The same text as another desk would print it: a first line of its own, and the last sentence may be missing."""
    head, rest = text.split("\n\n", 1)
    if pick.random() < 0.5:
        rest = rest.rsplit(". ", 1)[0] + ".\n"
    return f"From our correspondent, after {head.lower()}\n\n{rest}"


def reports(distinct, count, near_share=0.0, seed=1):
    pick = random.Random(seed)
    for i in range(count):
        number = i if i < distinct else pick.randrange(distinct)
        text = text_of(number)
        if i >= distinct and pick.random() < near_share:
            text = near(text, pick)
        day = 1 + (number * 31 // max(1, distinct)) % 28
        later = 0 if i < distinct else pick.randrange(2)
        yield {"id": f"report-{i}", "text": text, "title": f"Dispatch {number + 1}", "outlet": OUTLETS[pick.randrange(len(OUTLETS))],
               "published": f"2024-{1 + number % 12:02}-{min(28, day + later):02}", "uri": f"https://news.example.org/{i}"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--distinct", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=0, help="in all (default: as many as distinct ones)")
    parser.add_argument("--near", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write = sys.stdout.write
    for one in reports(options.distinct, options.reports or options.distinct, options.near, options.seed):
        write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
