// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <set>

namespace tabletalk::agents {

/// A text whose citations ("[2]") were held against those that there are.
struct CitedText
{
    QString text;       ///< without those that were made up
    std::set<int> used; ///< that stand in it
    int madeUp = 0;     ///< that were taken out
};

/// there: how many citations there are, numbered from 1.
CitedText checkedCitations(const QString &text, int there);

} // namespace tabletalk::agents
