// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/schema/Schema.h"
#include "tests/fuzz/Draw.h"

namespace tabletalk::test {

/// Invents questions about a database: from plain noise to what reads like a question of people, and
/// between them soups of what the schema, its values and the language of questions are made of.
class FuzzQuestions
{
public:
    FuzzQuestions(Draw &draw, const Understanding &understanding);

    ask::Question next();

private:
    QString noise();
    QString soup(int words);
    QString sentence();
    QString word();
    QString name();
    QString value();
    QString disturbed(QString text);

    Draw &m_draw;
    QStringList m_tables;
    QStringList m_columns;
    QStringList m_values;
};

} // namespace tabletalk::test
