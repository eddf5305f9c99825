// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/KnownExamples.h"

#include "core/ask/read/QuestionReader.h"
#include "core/sql/Tokenizer.h"

#include <algorithm>

namespace tabletalk::ask {

namespace {

constexpr size_t mostExamples = 500;
constexpr double leastLikeness = 0.6; ///< of words, by Jaccard's index
constexpr double strongest = 3;       ///< bonus of a query built like that of the very same question

/// Numbers and quotations are what changes from one question to the next.
QSet<QString> wordsOf(const Words &words)
{
    QSet<QString> stems;
    for (const Word &word : words) {
        if (word.kind == Word::Kind::Plain)
            stems.insert(word.stem);
    }
    return stems;
}

double likeness(const QSet<QString> &a, const QSet<QString> &b)
{
    const auto both = std::ranges::count_if(a, [&](const QString &stem) { return b.contains(stem); });
    const auto any = a.size() + b.size() - both;
    return any == 0 ? 0 : double(both) / double(any);
}

} // namespace

KnownExamples::KnownExamples(const std::vector<QuestionExample> &examples, Dialect dialect)
    : m_dialect(dialect)
{
    for (const QuestionExample &example : examples) {
        QString shape = shapeOf(example.sql);
        if (!shape.isEmpty() && m_examples.size() < mostExamples)
            m_examples.push_back({wordsOf(readQuestion(example.question)), std::move(shape)});
    }
}

/// The query with its literals taken out; empty when it cannot be read.
QString KnownExamples::shapeOf(const QString &sql) const
{
    const auto tokens = sql::tokenize(sql, m_dialect);
    if (!tokens)
        return {};
    QString shape;
    for (const sql::Token &token : *tokens) {
        const bool literal = token.kind == sql::TokenKind::String || token.kind == sql::TokenKind::Number;
        if (token.kind != sql::TokenKind::Semicolon && token.kind != sql::TokenKind::Comment)
            shape += literal ? QStringLiteral("?") : token.text.toUpper();
        shape += u' ';
    }
    return shape;
}

std::vector<double> KnownExamples::bonuses(const Words &question, const std::vector<QString> &queries) const
{
    std::vector<double> bonuses(queries.size());
    const QSet<QString> words = wordsOf(question);
    std::vector<std::pair<const Example *, double>> near;
    for (const Example &example : m_examples) {
        if (const double alike = likeness(words, example.words); alike >= leastLikeness)
            near.emplace_back(&example, strongest * (alike - leastLikeness) / (1 - leastLikeness));
    }
    for (size_t i = 0; i < queries.size() && !near.empty(); ++i) {
        const QString shape = shapeOf(queries[i]);
        for (const auto &[example, bonus] : near)
            bonuses[i] = example->shape == shape ? std::max(bonuses[i], bonus) : bonuses[i];
    }
    return bonuses;
}

} // namespace tabletalk::ask
