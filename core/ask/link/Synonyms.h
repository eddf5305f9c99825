// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk::ask {

/// Words that name the same thing in most databases, whatever a dictionary says of them:
/// groups written by hand, read from a resource.
class Synonyms
{
public:
    /// The groups that come with the program.
    static const Synonyms &builtIn();
    /// From lines of words separated by tabs; lines that start with # are remarks.
    static Synonyms fromText(QStringView text);

    /// Stems that may stand for this one in a name ("cost" for "price"), in order of the alphabet.
    const std::vector<QString> &of(const QString &stem) const;

private:
    QHash<QString, std::vector<QString>> m_byStem;
};

} // namespace tabletalk::ask
