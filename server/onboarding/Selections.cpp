// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/Selections.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {
constexpr size_t mostNames = 100'000;
constexpr qsizetype longestName = 600;
} // namespace

SchemaSelection toSelection(const std::optional<api::SchemaSelection> &wire)
{
    SchemaSelection selection;
    if (wire) {
        selection.schemas = {wire->schemas.begin(), wire->schemas.end()};
        selection.tables = {wire->tables.begin(), wire->tables.end()};
        selection.excluded = {wire->excluded.begin(), wire->excluded.end()};
    }
    return selection;
}

bool isEverything(const api::SchemaSelection &selection)
{
    return selection.schemas.empty() && selection.tables.empty() && selection.excluded.empty();
}

void checkSelection(const api::SchemaSelection &selection)
{
    const std::pair<QString, const std::vector<QString> &> lists[] = {
        {u"schemas"_s, selection.schemas}, {u"tables"_s, selection.tables}, {u"excluded"_s, selection.excluded}};
    for (const auto &[name, names] : lists) {
        const bool tooLong = std::ranges::any_of(names, [](const QString &n) { return n.size() > longestName; });
        if (names.size() > mostNames || tooLong)
            throw Problem::invalid(u"params.selection."_s + name,
                                   QCoreApplication::translate("Onboarding", "at most %1 names of %2 characters")
                                       .arg(mostNames)
                                       .arg(longestName));
    }
}

} // namespace tabletalk
