// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::graph {

/// What a name is of. The numbers are stored.
enum class EntityKind {
    Other = 0, ///< a name of which no more is known
    Term = 1,  ///< words that a text keeps using together
    Product = 2,
    Place = 3,
    Person = 4,
    Organization = 5,
    Code = 6 ///< of an order, a standard, a part: "ORD-1234"
};

QString kindName(EntityKind kind);
std::optional<EntityKind> kindFromName(QStringView name);
const std::vector<EntityKind> &allKinds();

/// A part of a text, in UTF-16 units.
struct Span
{
    qsizetype begin = 0;
    qsizetype end = 0;

    friend bool operator==(const Span &, const Span &) = default;
};

/// A name where it stands.
struct Mention
{
    Span span;
    int sentence = 0; ///< in Reading::sentences
    QString name;     ///< the fullest form that the document has of it
    QString key;      ///< what the name is merged by; see keyOf()
    EntityKind kind = EntityKind::Other;
    int sureness = 0; ///< of the kind, in percent
};

/// What was found in one text, in order.
struct Reading
{
    std::vector<Span> sentences;
    std::vector<Mention> mentions;
};

/// What two ways to write a name have in common: no case, accents, titles, articles or legal forms.
QString keyOf(const QString &name);

inline constexpr qsizetype longestName = 100;

} // namespace tabletalk::graph
