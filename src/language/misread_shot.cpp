#include "language/misread_shot.hpp"

#include "base/text.hpp"

namespace tallybook {

std::optional<uint32_t> find_misread_shot(std::span<const Token> sentence) {
    for (uint32_t i = 2; i + 2 < sentence.size(); ++i) {
        if (sentence[i].text != "shot" || sentence[i].pos != "NOUN" || !sentence[i - 1].tag.starts_with("NN")) continue;
        if (sentence[i + 1].text == "dead") return i;
        if (sentence[i + 1].text == "and" && one_of(sentence[i + 2].text, {"killed", "wounded", "injured"})) return i;
    }
    return std::nullopt;
}

bool left_out(std::span<const Token> sentence, uint32_t shot, uint32_t token) {
    return token == shot + 1 && sentence[token].text == "dead";
}

void mend_shot(std::span<Token> sentence, uint32_t shot) {
    sentence[shot].lemma = "shoot";
    Token& dead = sentence[shot + 1];
    if (dead.text != "dead") return;
    dead.lemma = dead.text;
    dead.tag = "JJ";
    dead.pos = "ADJ";
    dead.dep = "oprd";
    dead.head = shot;
    dead.entity = {};
}

}  // namespace tallybook
