// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::search {

/// How often a passage has a term, by where it stands.
struct TermCount
{
    QString term;
    int body = 0;
    int heading = 0;
    int name = 0; ///< of the document
};

/// What a passage is found by, as it is kept.
struct TermCounts
{
    std::vector<TermCount> terms; ///< each once, by term
    int body = 0;                 ///< words of each part
    int heading = 0;
    int name = 0;

    /// "12 3 2|flow:2|slip:1:1|wing:0:0:1": short, and read by people who look for a mistake.
    QString toText() const;
    static TermCounts fromText(const QString &text);
};

TermCounts countTerms(const QString &documentName, const QString &heading, const QString &text, QStringView language);

} // namespace tabletalk::search
