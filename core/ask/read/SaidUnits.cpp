// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/Qualities.h"

#include <algorithm>

namespace tabletalk::ask {

std::optional<SaidUnit> unitAt(const Words &words, size_t at)
{
    static constexpr std::array area{Hint{u"area", false}, Hint{u"surfac", false}, Hint{u"squar", false},
                                     Hint{u"space", false}, Hint{u"size", false}};
    static constexpr std::array percent{Hint{u"percent", false}, Hint{u"percentag", false}, Hint{u"pct", false},
                                        Hint{u"discount", false}, Hint{u"rate", false}};
    static constexpr QStringView lengths[] = {u"metre", u"metres", u"meter", u"meters", u"foot", u"feet"};
    static constexpr QStringView areas[] = {u"sqm", u"m2", u"sqft"};
    static constexpr QStringView weights[] = {u"kg", u"kilo", u"kilos", u"kilogram", u"kilograms", u"tonnes"};
    const auto is = [&](size_t word, std::span<const QStringView> any) {
        return word < words.size() && std::ranges::find(any, QStringView(words[word].lower)) != any.end();
    };
    if (at >= words.size())
        return {};
    if ((words[at].is(u"square") || words[at].is(u"sq")) && is(at + 1, lengths))
        return SaidUnit{area, 2};
    if (is(at, areas))
        return SaidUnit{area, 1};
    if (words[at].is(u"percent") || words[at].is(u"%"))
        return SaidUnit{percent, at + 1 < words.size() && words[at + 1].is(u"off") ? 2U : 1U};
    if (is(at, weights))
        return SaidUnit{qualities::weight, 1};
    return {};
}

} // namespace tabletalk::ask
