// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tabletalk {

/// A word (UTF-8, singular, as nameWords gives it) or two that speak for a kind of organisation.
struct EvidenceWord
{
    const char *word;
    double weight; ///< 3: hardly found elsewhere, 2: typical, 1: fits, but others have it too
};

struct OrganisationWords
{
    const char *kind;
    std::vector<EvidenceWord> evidence;
};

/// All kinds that can be told apart. To teach another one, add its row.
const std::vector<OrganisationWords> &organisationWords();

/// Words of other languages for the same kinds; not all kinds have some.
const std::vector<OrganisationWords> &organisationWordsAbroad();

} // namespace tabletalk
