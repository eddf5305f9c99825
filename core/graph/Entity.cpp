// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Entity.h"

#include "core/graph/NameCues.h"
#include "core/text/SearchText.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

struct Kind
{
    EntityKind kind;
    QLatin1StringView name;
};

constexpr std::array<Kind, 7> kinds = {{{EntityKind::Other, "other"_L1},
                                        {EntityKind::Term, "term"_L1},
                                        {EntityKind::Product, "product"_L1},
                                        {EntityKind::Place, "place"_L1},
                                        {EntityKind::Person, "person"_L1},
                                        {EntityKind::Organization, "organization"_L1},
                                        {EntityKind::Code, "code"_L1}}};

/// Punctuation that people write or leave out: "U.S." and "US", "Müller-Lüdenscheidt".
QString withoutMarks(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'.' || c == u'’' || c == u'\'')
            continue;
        out += c.isLetterOrNumber() || c == u'&' ? c : QChar(u' ');
    }
    return out.simplified();
}

} // namespace

QString kindName(EntityKind kind)
{
    return QString(std::ranges::find(kinds, kind, &Kind::kind)->name);
}

std::optional<EntityKind> kindFromName(QStringView name)
{
    const auto found = std::ranges::find_if(kinds, [&](const Kind &one) { return one.name == name; });
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

const std::vector<EntityKind> &allKinds()
{
    static const std::vector<EntityKind> all = [] {
        std::vector<EntityKind> list;
        for (const Kind &one : kinds)
            list.push_back(one.kind);
        return list;
    }();
    return all;
}

QString keyOf(const QString &name)
{
    QString bare = name;
    for (const QStringView form : japaneseForms())
        bare.remove(form.toString());
    QStringList words = withoutMarks(searchText(bare.isEmpty() ? name : bare)).split(u' ', Qt::SkipEmptyParts);
    while (words.size() > 1 && (isArticle(words.front()) || isPersonTitle(words.front())))
        words.removeFirst();
    while (words.size() > 1 && isLegalForm(words.back()))
        words.removeLast();
    return words.join(u' ');
}

} // namespace tabletalk::graph
