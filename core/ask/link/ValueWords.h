// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Place.h"

#include <QString>

#include <vector>

namespace tabletalk::ask {

/// The single words of stored values, to find a value by a part of it or misspelt. A word
/// takes eight bytes: it is kept as where it stands in its value.
class ValueWords
{
public:
    struct Found
    {
        Place place;
        QString text;       ///< the whole value, as stored
        bool leads = false; ///< the words are its first
    };

    void add(Place place, const QString &text, const QString &folded);
    /// To be called after the last word was added.
    void sort();

    /// Values of more words that hold these, folded, side by side; one of each column, none of
    /// a column where several do.
    std::vector<Found> holding(const QString &folded) const;
    /// The word of a value that is meant by one that is no value's; empty when none or several are near.
    QString respelt(const QString &folded) const;

private:
    struct Value
    {
        Place place;
        QString text;
        QString folded;
    };
    struct Entry
    {
        quint32 value = 0;
        quint16 begin = 0;
        quint16 length = 0;
    };

    QStringView wordOf(const Entry &entry) const;

    std::vector<Value> m_values;
    std::vector<Entry> m_entries; ///< by word
};

} // namespace tabletalk::ask
