// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CueNames.h"

namespace tabletalk::ask {

std::string_view cueName(CueKind kind)
{
    switch (kind) {
    case CueKind::Filler:
        return "filler";
    case CueKind::HowMany:
        return "howMany";
    case CueKind::HowMuch:
        return "howMuch";
    case CueKind::Average:
        return "average";
    case CueKind::Total:
        return "total";
    case CueKind::Share:
        return "share";
    case CueKind::Ratio:
        return "ratio";
    case CueKind::Difference:
        return "difference";
    case CueKind::Most:
        return "most";
    case CueKind::Superlative:
        return "superlative";
    case CueKind::Common:
        return "common";
    case CueKind::Compare:
        return "compare";
    case CueKind::OrMore:
        return "orMore";
    case CueKind::Between:
        return "between";
    case CueKind::Each:
        return "each";
    case CueKind::By:
        return "by";
    case CueKind::OrderBy:
        return "orderBy";
    case CueKind::Direction:
        return "direction";
    case CueKind::Not:
        return "not";
    case CueKind::Or:
        return "or";
    case CueKind::And:
        return "and";
    case CueKind::Both:
        return "both";
    case CueKind::Distinct:
        return "distinct";
    case CueKind::Whose:
        return "whose";
    case CueKind::With:
        return "with";
    case CueKind::Be:
        return "be";
    case CueKind::Preposition:
        return "preposition";
    case CueKind::Possessive:
        return "possessive";
    case CueKind::All:
        return "all";
    case CueKind::Star:
        return "star";
    case CueKind::Contains:
        return "contains";
    case CueKind::StartsWith:
        return "startsWith";
    case CueKind::EndsWith:
        return "endsWith";
    case CueKind::Who:
        return "who";
    case CueKind::Where:
        return "where";
    case CueKind::When:
        return "when";
    case CueKind::Top:
        return "top";
    case CueKind::Than:
        return "than";
    case CueKind::YearsOld:
        return "yearsOld";
    case CueKind::Missing:
        return "missing";
    }
    return "";
}

} // namespace tabletalk::ask
