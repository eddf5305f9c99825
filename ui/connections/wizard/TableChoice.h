// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::ui {

/// Which schemas and tables are to be read, as a person ticks them: a schema is taken as a
/// whole with exceptions, or not at all with exceptions. So a choice among 70,000 tables
/// needs no list of them.
class TableChoice
{
public:
    enum class State { None, Some, All };

    /// All schemas there are. What was chosen before is kept where it still exists.
    void setSchemas(const std::vector<api::CatalogueSchema> &schemas);
    /// Takes over an earlier selection; before setSchemas().
    void start(const api::SchemaSelection &selection) { m_start = selection; }

    const std::vector<api::CatalogueSchema> &schemas() const { return m_schemas; }
    State state() const;
    State schemaState(const QString &schema) const;
    bool isChosen(const QString &schema, const QString &table) const;
    bool isEverything() const { return state() == State::All; }
    qint64 chosenCount() const;
    qint64 tableCount() const;

    void setAll(bool chosen);
    void setSchema(const QString &schema, bool chosen);
    void setTable(const QString &schema, const QString &table, bool chosen);

    /// A schema whose tables must all be known before the choice can be said on the wire,
    /// which has whole schemas or single tables but no mixture.
    std::optional<QString> wantedListing() const;
    /// All tables of that schema.
    void setListing(const QString &schema, const std::vector<QString> &tables);
    api::SchemaSelection toSelection() const;

private:
    struct Part
    {
        QString schema;
        qint64 count = 0;
        bool whole = true;
        QSet<QString> exceptions; ///< left out of the whole, or taken alone
    };

    Part *part(const QString &schema);
    const Part *part(const QString &schema) const;
    void startFrom(Part &part) const;
    static qint64 chosenOf(const Part &part);
    static void chooseAll(Part &part, bool chosen);

    std::vector<api::CatalogueSchema> m_schemas;
    std::vector<Part> m_parts;
    std::optional<api::SchemaSelection> m_start;
};

} // namespace tabletalk::ui
