// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk::ask {

/// Groups of words that may stand for one another, written by hand and read from a resource.
class WordGroups
{
public:
    /// Words that name the same thing in most databases, whatever a dictionary says of them; by their stems.
    static const WordGroups &synonyms();
    /// Ways to write the same value: "French" and "France", "California" and "CA"; by their folded text.
    static const WordGroups &equivalents();
    /// From lines of words separated by tabs; lines that start with # are remarks. Words are known by their key.
    static WordGroups fromText(QStringView text, QString (*key)(QStringView));

    /// The keys of words in a group with this one, in order of the alphabet.
    const std::vector<QString> &of(const QString &key) const;

private:
    QHash<QString, std::vector<QString>> m_others;
};

} // namespace tabletalk::ask
