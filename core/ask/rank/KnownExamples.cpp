// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/KnownExamples.h"

#include "core/ask/read/QuestionReader.h"
#include "core/sql/Tokenizer.h"

#include <QRegularExpression>

#include <algorithm>

namespace tabletalk::ask {

namespace {

constexpr size_t mostExamples = 500;
constexpr double leastNearness = 0.3; ///< of an example that is told to a model
constexpr double leastLikeness = 0.6; ///< of words, by Jaccard's index
constexpr QStringView relativeWords[] = {u"today",     u"yesterday", u"tomorrow", u"now",  u"current",
                                         u"currently", u"this",      u"last",     u"past", u"next",
                                         u"recent",    u"ago",       u"latest",   u"so"};
constexpr double strongest = 3; ///< bonus of a query built like that of the very same question

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

/// What makes two questions the same: every word and number in order.
QString saidBy(const Words &words)
{
    QString said;
    for (const Word &word : words) {
        if (word.kind != Word::Kind::Sign)
            said += word.lower + u' ';
    }
    return said;
}

} // namespace

KnownExamples::KnownExamples(const std::vector<QuestionExample> &examples, Dialect dialect)
    : m_dialect(dialect)
{
    for (const QuestionExample &example : examples) {
        QString shape = shapeOf(example.sql);
        if (!shape.isEmpty() && m_examples.size() < mostExamples)
            m_examples.push_back({wordsOf(readQuestion(example.question)), std::move(shape),
                                  example.approved ? example : QuestionExample()});
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

bool KnownExamples::dependsOnItsDay(const QuestionExample &example) const
{
    static const QRegularExpression figure(QStringLiteral("\\d+"));
    static const QRegularExpression year(QStringLiteral("\\b(1[89]|20|21)\\d\\d\\b"));
    const Words words = readQuestion(example.question);
    const bool isRelative = std::ranges::any_of(words, [](const Word &word) {
        return std::ranges::any_of(relativeWords, [&](QStringView relative) { return word.is(relative); });
    });
    const auto tokens = sql::tokenize(example.sql, m_dialect);
    return !tokens || std::ranges::any_of(*tokens, [&](const sql::Token &token) {
        if (token.kind != sql::TokenKind::String && token.kind != sql::TokenKind::Number)
            return false;
        const QRegularExpressionMatch found = (isRelative ? figure : year).match(token.text);
        return found.hasMatch() && (isRelative || !example.question.contains(found.captured()));
    });
}

std::optional<QString> KnownExamples::approvedQuery(const Words &question) const
{
    const QString asked = saidBy(question);
    for (const Example &example : m_examples) {
        const QuestionExample &approved = example.approved;
        if (!approved.sql.isEmpty() && saidBy(readQuestion(approved.question)) == asked && !dependsOnItsDay(approved))
            return approved.sql;
    }
    return {};
}

std::vector<QuestionExample> KnownExamples::nearest(const Words &question, size_t most) const
{
    const QSet<QString> words = wordsOf(question);
    std::vector<std::pair<double, const Example *>> near;
    for (const Example &example : m_examples) {
        const double alike = example.approved.sql.isEmpty() ? 0 : likeness(words, example.words);
        if (alike >= leastNearness)
            near.emplace_back(alike, &example);
    }
    std::ranges::stable_sort(near, std::ranges::greater(), &std::pair<double, const Example *>::first);
    std::vector<QuestionExample> nearest;
    for (size_t i = 0; i < std::min(most, near.size()); ++i)
        nearest.push_back(near[i].second->approved);
    return nearest;
}

} // namespace tabletalk::ask
