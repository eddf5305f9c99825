// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tabletalk::ask {

/// In what way words name something of the database, the surest first. Of a name or value of
/// several words the weakest way that one of them needs.
enum class LinkKind : std::uint8_t {
    Exact,        ///< the very words; also a word of the organisation's vocabulary
    Form,         ///< another form of them: "followers" for follows
    Abbreviation, ///< "department" for dept, "grade point average" for gpa
    Equivalent,   ///< another way to write the same: "French" for France, "female" for F
    Partial,      ///< a part of a name or value: "Smith" for "John Smith"
    Synonym,
    Derived,  ///< another kind of word of the same root: "born" for birth
    Broader,  ///< "vehicle" for car
    Narrower, ///< "car" for vehicle
    Related,  ///< means another kind of the same: "contest" for race
    Similar,  ///< shares its beginning
    Fuzzy,    ///< misspelt
    Described ///< stands in what the organisation wrote about the place
};

} // namespace tabletalk::ask
