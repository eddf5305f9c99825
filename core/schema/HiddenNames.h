// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Vocabulary.h"

#include <QHash>
#include <QSet>

namespace tabletalk {

/// Tells whether a question or a statement speaks of what a vocabulary hides, by names
/// alone. Errs towards yes: it decides what is offered, and offering less does no harm.
class HiddenNames
{
public:
    explicit HiddenNames(const Vocabulary &vocabulary);

    bool isEmpty() const { return m_tables.isEmpty() && m_columns.isEmpty(); }
    bool hidesTable(const QString &schema, const QString &table) const;
    bool hidesColumn(const QString &schema, const QString &table, const QString &column) const;
    bool inStatement(const QString &sql) const;
    bool inQuestion(const QString &question) const;

private:
    QSet<QString> m_tables;                  ///< lower case, "table" or "schema.table"
    QHash<QString, QSet<QString>> m_columns; ///< of such tables
    QSet<QString> m_tableNames;              ///< without their schema
    QHash<QString, QSet<QString>> m_columnsByTableName;
    QSet<QString> m_spoken; ///< names as people say them, singular
};

} // namespace tabletalk
