#!/usr/bin/env python3
"""Makes small spaCy pipelines of the kind that `tallybook model import` reads, but of other sizes than en_core_web_sm.

    python3 tools/make_tiny_pipelines.py OUTPUT_DIR

Other widths, depths, numbers of maxout pieces, columns, rows, hidden sizes and label sets; a few training steps on made-up
sentences, then noise on every weight, so that decisions are varied and clear. What they predict is nonsense; that both
programs predict the same nonsense is the point. Needs spaCy 3.8.
"""
import random
import sys
from pathlib import Path

# name, shared network (width, depth, pieces, rows by column), entity network, hidden width and pieces of the heads
SHAPES = {
    "narrow": {"shared": (32, 1, 2, {"NORM": 300, "PREFIX": 100, "SUFFIX": 200, "SHAPE": 120}),
               "own": (24, 1, 3, {"NORM": 250, "SHAPE": 90}), "hidden": (16, 2), "labels": 1},
    "odd": {"shared": (40, 3, 3, {"NORM": 501, "PREFIX": 77, "SUFFIX": 303, "SHAPE": 101, "SPACY": 5, "IS_SPACE": 3}),
            "own": (56, 2, 2, {"NORM": 333, "PREFIX": 61, "SUFFIX": 200, "SHAPE": 99}), "hidden": (36, 3), "labels": 2},
    "wide": {"shared": (128, 2, 3, {"NORM": 900, "PREFIX": 300, "SUFFIX": 500, "SHAPE": 400, "IS_SPACE": 10}),
             "own": (96, 4, 3, {"NORM": 800, "PREFIX": 200, "SUFFIX": 400, "SHAPE": 300}), "hidden": (64, 2), "labels": 3},
}

# Words with tag, head, relation; the last has crossing arcs.
TREES = [
    ("The/DT/1/det militia/NN/2/nsubj shelled/VBD/2/ROOT a/DT/4/det village/NN/2/dobj near/IN/2/prep Kandar/NNP/5/pobj ././2/punct"),
    ("Two/CD/1/nummod soldiers/NNS/3/nsubjpass were/VBD/3/auxpass wounded/VBN/3/ROOT on/IN/3/prep Friday/NNP/4/pobj ././3/punct"),
    ("Who/WP/3/dobj did/VBD/3/aux they/PRP/3/nsubj accuse/VB/3/ROOT ?/./3/punct"),
    ("A/DT/1/det report/NN/2/nsubj emerged/VBD/2/ROOT yesterday/RB/2/advmod about/IN/1/prep raids/NNS/4/pobj ././2/punct"),
    ("She/PRP/1/nsubj said/VBD/1/ROOT it/PRP/3/nsubj ended/VBD/1/ccomp ././1/punct"),
]
ENTITIES = {"Kandar": "GPE", "Friday": "DATE", "Two": "CARDINAL"}


def suffixed(label, number):
    """Other label sets for other pipelines."""
    return label if number == 1 or label in ("ROOT", "punct") else f"{label}{number}"


def examples(nlp, labels):
    from spacy.tokens import Doc
    from spacy.training import Example

    out = []
    for line in TREES:
        rows = [item.rsplit("/", 3) for item in line.split()]
        words = [row[0] for row in rows]
        entities = [f"U-{suffixed(ENTITIES[w], labels)}" if w in ENTITIES else "O" for w in words]
        out.append(Example.from_dict(Doc(nlp.vocab, words=words),
                                     {"tags": [suffixed(r[1], labels) for r in rows], "heads": [int(r[2]) for r in rows],
                                      "deps": [suffixed(r[3], labels) for r in rows], "entities": entities}))
    return out


def tok2vec(shape):
    width, depth, pieces, rows = shape
    return {"@architectures": "spacy.Tok2Vec.v2",
            "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": list(rows), "rows": list(rows.values()),
                      "include_static_vectors": False},
            "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth, "window_size": 1,
                       "maxout_pieces": pieces}}


def head(kind, shape, hidden):
    return {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False, "hidden_width": hidden[0],
            "maxout_pieces": hidden[1], "use_upper": True, "nO": None, "tok2vec": shape}


def lookups():
    from spacy.lookups import Lookups

    tables = Lookups()
    tables.add_table("lemma_rules", {"noun": [["s", ""], ["ies", "y"]], "verb": [["ed", ""], ["ed", "e"], ["s", ""]], "punct": [["“", '"']]})
    tables.add_table("lemma_exc", {"verb": {"were": ["be"], "said": ["say"], "did": ["do"]}, "noun": {"men": ["man"]}})
    tables.add_table("lemma_index", {"noun": ["soldier", "village", "raid", "report"], "verb": ["shell", "wound", "end", "emerge", "accuse"]})
    return tables


def add_noise(nlp, seed):
    import numpy

    source = numpy.random.RandomState(seed)
    for name in ("tok2vec", "tagger", "parser", "ner"):
        for node in nlp.get_pipe(name).model.walk():
            for parameter in node.param_names:
                if node.has_param(parameter):
                    value = node.get_param(parameter)
                    node.set_param(parameter, (value + source.normal(0, 0.15, value.shape)).astype("f4"))


def make(name, shape, directory):
    import spacy
    from spacy.lookups import Lookups
    from thinc.api import fix_random_seed

    seed = sum(map(ord, name))
    fix_random_seed(seed)
    random.seed(seed)
    labels = shape["labels"]
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": shape["shared"][0], "upstream": "tok2vec"}
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": tok2vec(shape["shared"])})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}})
    nlp.add_pipe("parser", config={"model": head("parser", listener, shape["hidden"]), "min_action_freq": 1})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    nlp.add_pipe("ner", config={"model": head("ner", tok2vec(shape["own"]), shape["hidden"])})
    data = examples(nlp, labels)
    norms = Lookups()
    norms.add_table("lexeme_norm", {"colour": "color", "militias": "militia ", "’": "'"})
    nlp.config["initialize"]["components"] = {}
    for component in ("tok2vec", "tagger", "parser", "ner"):
        nlp.get_pipe(component).initialize(lambda: data, nlp=nlp)
    nlp.get_pipe("lemmatizer").initialize(lookups=lookups())
    nlp.vocab.lookups.add_table("lexeme_norm", norms.get_table("lexeme_norm"))
    rules = nlp.get_pipe("attribute_ruler")
    for tag, pos, morph in (("NN", "NOUN", "Number=Sing"), ("NNS", "NOUN", "Number=Plur"), ("VBD", "VERB", "Tense=Past|VerbForm=Fin"),
                            ("VB", "VERB", "VerbForm=Inf"), ("DT", "DET", "_"), ("NNP", "PROPN", "Number=Sing"), (".", "PUNCT", "_"),
                            ("VBN", "VERB", "VerbForm=Part"), ("PRP", "PRON", "_"), ("IN", "ADP", "_")):
        rules.add([[{"TAG": suffixed(tag, labels)}]], {"POS": pos, "MORPH": morph})
    rules.add([[{"LOWER": {"IN": ["not", "n't"]}}]], {"POS": "PART", "LEMMA": "not"})
    rules.add([[{"TAG": suffixed("VBD", labels), "DEP": {"NOT_IN": ["ROOT"]}}]], {"POS": "AUX"})
    rules.add([[{"LOWER": {"REGEX": "^the"}}, {"IS_SPACE": False}]], {"MORPH": "Definite=Def"}, index=0)
    rules.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE", "DEP": "dep"})
    nlp.batch_size = 64
    optimizer = nlp.create_optimizer()
    for _ in range(4):
        nlp.update(data, sgd=optimizer)
    add_noise(nlp, seed)
    nlp.meta["name"] = f"tiny_{name}"
    Path(directory).mkdir(parents=True, exist_ok=True)
    nlp.to_disk(Path(directory) / name)
    return Path(directory) / name


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, shape in SHAPES.items():
        print(make(name, shape, sys.argv[1]), flush=True)


if __name__ == "__main__":
    main()
