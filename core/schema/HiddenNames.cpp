// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/HiddenNames.h"

#include "core/sql/Tokenizer.h"
#include "core/text/NameParts.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

QString tableName(const std::optional<QString> &schema, const QString &table)
{
    return (schema && !schema->isEmpty() ? QString(*schema + u'.' + table) : table).toLower();
}

/// Words as they are compared: lower case, singular, with a space around each.
QString spoken(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : QString(text.toLower() + u' ')) {
        if (c.isLetterOrNumber()) {
            word += c;
        } else if (!word.isEmpty()) {
            words << singular(word);
            word.clear();
        }
    }
    return QString(u' ' + words.join(u' ') + u' ');
}

} // namespace

HiddenNames::HiddenNames(const Vocabulary &vocabulary)
{
    for (const SchemaPlace &place : vocabulary.hidden) {
        const QString table = tableName(place.schema, place.table);
        if (place.column) {
            m_columns[table].insert(place.column->toLower());
            m_columnsByTableName[place.table.toLower()].insert(place.column->toLower());
            m_spoken.insert(spoken(humanName(*place.column)));
        } else {
            m_tables.insert(table);
            m_tableNames.insert(place.table.toLower());
            m_spoken.insert(spoken(humanName(place.table)));
        }
    }
}

bool HiddenNames::hidesTable(const QString &schema, const QString &table) const
{
    return m_tables.contains(tableName(schema, table)) || m_tables.contains(table.toLower());
}

bool HiddenNames::hidesColumn(const QString &schema, const QString &table, const QString &column) const
{
    const QString name = column.toLower();
    return m_columns.value(tableName(schema, table)).contains(name) || m_columns.value(table.toLower()).contains(name);
}

bool HiddenNames::inStatement(const QString &sql) const
{
    const auto tokens = sql::tokenize(sql, Dialect::SQLite);
    if (!tokens)
        return true;
    QSet<QString> names;
    bool star = false;
    for (size_t i = 0; i < tokens->size(); ++i) {
        const sql::Token &token = (*tokens)[i];
        if (token.kind == sql::TokenKind::Word || token.kind == sql::TokenKind::QuotedName)
            names.insert(token.text.toLower());
        // The star of "COUNT(*)" shows nothing.
        const bool counted = i > 0 && (*tokens)[i - 1].kind == sql::TokenKind::OpenParen;
        star = star || (token.kind == sql::TokenKind::Operator && token.text == u"*" && !counted);
    }
    if (names.intersects(m_tableNames))
        return true;
    for (auto table = m_columnsByTableName.cbegin(); table != m_columnsByTableName.cend(); ++table) {
        if (names.contains(table.key()) && (star || names.intersects(table.value())))
            return true;
    }
    return false;
}

bool HiddenNames::inQuestion(const QString &question) const
{
    const QString words = spoken(question);
    return std::ranges::any_of(m_spoken, [&](const QString &name) { return words.contains(name); });
}

} // namespace tabletalk
