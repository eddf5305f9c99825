// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/AskBack.h"

#include "core/ask/say/Paraphrase.h"
#include "core/ask/say/Phrasing.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr qsizetype mostTried = 4;     ///< choices, and searches that they cost
constexpr double leastOfTheBest = 0.5; ///< confidence against the best's from which on another is worth a choice

QString translated(const char *text)
{
    return QCoreApplication::translate("AskBack", text);
}

/// A value that two meanings look for in different columns.
std::optional<QString> valueApart(const Meaning &a, const Meaning &b)
{
    for (const Restriction &one : a.where) {
        for (const Restriction &other : b.where) {
            if (!one.values.empty() && one.values == other.values && one.column != other.column)
                return one.values.front().text;
        }
    }
    return {};
}

bool isDate(const Meaning &meaning, const SchemaIndex &index)
{
    return std::ranges::any_of(meaning.where,
                               [&](const Restriction &r) { return index.facts(r.column).temporal || r.ofYear; });
}

/// Asks for what the two best readings differ in.
QString questionAbout(const Meaning &a, const Meaning &b, const SchemaIndex &index)
{
    if (const auto value = valueApart(a, b))
        return isDate(a, index) && isDate(b, index) ? translated("Which date is meant?")
                                                    : translated("Where is %1 to be looked for?").arg(quoted(*value));
    const auto figures = [](const Meaning &m) { return std::ranges::any_of(m.outputs, &Measure::isAggregate); };
    if (a.outputs != b.outputs && figures(a) && figures(b))
        return translated("Which figure is meant?");
    if (a.outputs != b.outputs)
        return translated("What is to be shown?");
    if (a.groups != b.groups)
        return translated("For each of what?");
    if (a.where.size() != b.where.size() || a.having.size() != b.having.size()
        || a.absences.size() != b.absences.size())
        return translated("Which rows are meant?");
    return translated("Which of these is meant?");
}

} // namespace

std::optional<Clarification> askBack(const std::vector<Found> &found, const SchemaIndex &index,
                                     const AskAgain &askAgain)
{
    if (found.size() < 2 || found.front().confidence >= askBackBelow)
        return {};
    Clarification clarification;
    const Meaning *second = nullptr;
    QStringList tried; // those that differ in nothing that is said have one question
    for (size_t i = 0; i < found.size(); ++i) {
        if (found[i].confidence < leastOfTheBest * found.front().confidence)
            continue;
        const QString question = questionFor(found[i].meaning, index);
        if (question.isEmpty() || tried.contains(question))
            continue;
        tried << question;
        if (askAgain(question) == found[i].sql) {
            if (i > 0 && second == nullptr)
                second = &found[i].meaning;
            clarification.choices.push_back(question);
        }
        if (tried.size() == mostTried)
            break;
    }
    if (clarification.choices.size() < 2 || second == nullptr)
        return {};
    clarification.question = questionAbout(found.front().meaning, *second, index);
    return clarification;
}

} // namespace tabletalk::ask
