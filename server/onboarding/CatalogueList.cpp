// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/CatalogueList.h"

#include <QCoreApplication>
#include <QMap>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {
constexpr int mostTables = 5'000;
constexpr int usualTables = 1'000;
} // namespace

api::DatabaseCatalogue catalogueOf(const std::vector<RelationName> &relations, const SchemaSelection &selection,
                                   const api::CatalogueRequest &request)
{
    if (request.limit && (*request.limit < 1 || *request.limit > mostTables))
        throw Problem::invalid(
            u"params.limit"_s,
            QCoreApplication::translate("Onboarding", "expected a whole number from 1 to %1").arg(mostTables));
    const auto limit = size_t(request.limit.value_or(usualTables));
    const QString search = request.search.value_or(QString()).trimmed();

    api::DatabaseCatalogue catalogue;
    QMap<QString, qint64> schemas;
    for (const RelationName &relation : relations) {
        ++schemas[relation.schema];
        ++catalogue.tableCount;
        const bool matches = (!request.schema || relation.schema == *request.schema)
                             && relation.name.contains(search, Qt::CaseInsensitive);
        if (!matches)
            continue;
        ++catalogue.matchCount;
        if (catalogue.tables.size() < limit)
            catalogue.tables.push_back({relation.schema, relation.name,
                                        relation.kind == TableKind::View ? u"view"_s : u"table"_s, relation.rowEstimate,
                                        selection.includes(relation.schema, relation.name)});
    }
    for (auto schema = schemas.cbegin(); schema != schemas.cend(); ++schema)
        catalogue.schemas.push_back({schema.key(), schema.value()});
    return catalogue;
}

} // namespace tabletalk
