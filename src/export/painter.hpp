// Text for a terminal or a file: wrapped at a width by what the characters take up on the screen, indented, and
// coloured only where that is wanted. Colour says nothing that the words do not say as well.
#pragma once

#include <string>
#include <string_view>

namespace tallybook {

enum class Ink { Plain, Bold, Dim, Good, Careful, Bad, Mark };

// How many columns the text takes: combining marks none, wide East Asian characters and emoji two, inks none.
size_t columns_of(std::string_view text);

class Painter {
public:
    Painter(size_t width, bool colour) : width_(width < 40 ? 40 : width), colour_(colour) {}

    // `text` in an ink; plain text where there are no colours.
    std::string ink(Ink ink, std::string_view text) const;

    // One paragraph: `first` in front of the first line, as many blanks in front of the others.
    void paragraph(std::string_view first, std::string_view text);
    void blank();                                                      // an empty line, never two
    void heading(std::string_view left, std::string_view right = {});  // "WHAT HAPPENED ······ 6 incidents"

    size_t width() const { return width_; }
    std::string take() { return std::move(out_); }

private:
    size_t width_;
    bool colour_;
    std::string out_;
};

}  // namespace tallybook
