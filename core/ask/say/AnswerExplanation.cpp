// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/AnswerExplanation.h"

#include "core/sql/StatementOutline.h"
#include "core/text/Counted.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace tabletalk::ask {

using namespace Qt::StringLiterals;
using sql::StatementOutline;

namespace {

constexpr size_t mostListed = 12;
constexpr double sureFrom = 0.8;
constexpr double unsureBelow = 0.5;

QString tr(const char *text)
{
    return QCoreApplication::translate("AnswerExplanation", text);
}

QString quoted(const QString &text)
{
    return u'‘' + text + u'’';
}

QString joined(const QStringList &items)
{
    if (items.size() < 2)
        return items.join(QString());
    return tr("%1 and %2").arg(items.sliced(0, items.size() - 1).join(u", "_s), items.back());
}

/// 'Lima' -> ‘Lima’; anything but a text stays as it is.
QString valueText(const QString &value)
{
    const bool isText =
        value.size() >= 2 && value.startsWith(u'\'') && value.endsWith(u'\'') && value.count(u'\'') == 2;
    return isText ? quoted(value.sliced(1, value.size() - 2)) : value;
}

/// '%lim%' -> contains ‘lim’; nothing for patterns that are more than that.
QString likeText(const StatementOutline::Condition &condition)
{
    const QString pattern = condition.value;
    if (pattern.size() < 3 || !pattern.startsWith(u'\'') || !pattern.endsWith(u'\''))
        return {};
    QString inner = pattern.sliced(1, pattern.size() - 2);
    const bool before = inner.startsWith(u'%');
    const bool after = inner.size() > 1 && inner.endsWith(u'%');
    inner = inner.sliced(before ? 1 : 0);
    inner.chop(after ? 1 : 0);
    if (inner.isEmpty() || inner.contains(u'%') || inner.contains(u'_') || inner.contains(u'\''))
        return {};
    const QString say = before && after ? tr("%1 contains %2")
                        : before        ? tr("%1 ends with %2")
                        : after         ? tr("%1 begins with %2")
                                        : QString();
    return say.isEmpty() ? QString() : say.arg(condition.subject, quoted(inner));
}

QString conditionText(const StatementOutline::Condition &condition)
{
    static const QHash<QString, const char *> words{
        {u"="_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is %2")},
        {u"<>"_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is not %2")},
        {u"!="_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is not %2")},
        {u"<"_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is less than %2")},
        {u"<="_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is at most %2")},
        {u">"_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is more than %2")},
        {u">="_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is at least %2")},
        {u"IN"_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is one of %2")},
        {u"NOT IN"_s, QT_TRANSLATE_NOOP("AnswerExplanation", "%1 is none of %2")}};
    if (condition.comparison.isEmpty() || condition.value.contains(u"SELECT"_s, Qt::CaseInsensitive))
        return condition.text;
    if (condition.comparison == u"IS NULL")
        return tr("%1 is empty").arg(condition.subject);
    if (condition.comparison == u"IS NOT NULL")
        return tr("%1 is not empty").arg(condition.subject);
    if (condition.comparison == u"BETWEEN")
        return tr("%1 is from %2 to %3, both included")
            .arg(condition.subject, valueText(condition.value), valueText(condition.upper));
    if (condition.comparison == u"LIKE") {
        const QString text = likeText(condition);
        return text.isEmpty() ? condition.text : text;
    }
    const auto say = words.constFind(condition.comparison);
    return say == words.cend() ? condition.text : tr(*say).arg(condition.subject, valueText(condition.value));
}

QString outputText(const StatementOutline::Output &output)
{
    QString text = output.expression;
    if (output.function == u"COUNT")
        text = output.argument == u"*" ? tr("how many rows")
               : output.distinct       ? tr("how many different values of %1").arg(output.argument)
                                       : tr("how many values of %1").arg(output.argument);
    else if (output.function == u"SUM")
        text = tr("the sum of %1").arg(output.argument);
    else if (output.function == u"AVG")
        text = tr("the average of %1").arg(output.argument);
    else if (output.function == u"MIN")
        text = tr("the least of %1").arg(output.argument);
    else if (output.function == u"MAX")
        text = tr("the greatest of %1").arg(output.argument);
    else if (output.expression == u"*")
        text = tr("all columns");
    const bool named = !output.name.isEmpty() && output.name != output.expression
                       && !output.expression.endsWith(QString(u'.' + output.name));
    return named ? tr("%1, called %2").arg(text, quoted(output.name)) : text;
}

QString joinText(const StatementOutline::Join &join)
{
    if (join.condition.isEmpty())
        return tr("Each row is combined with each of %1").arg(join.table);
    QString text = tr("%1, where %2").arg(join.table, join.condition);
    if (join.keepsLeft && join.keepsRight)
        return tr("%1; rows of both sides stay where nothing fits").arg(text);
    if (join.keepsLeft)
        return tr("%1; rows to which none of it fits stay, with nothing in its place").arg(text);
    return join.keepsRight ? tr("%1; its rows stay where nothing fits to them").arg(text) : text;
}

template <class Items, class Say>
QStringList listed(const Items &items, Say say)
{
    QStringList lines;
    for (const auto &item : items) {
        if (size_t(lines.size()) == mostListed) {
            lines += tr("and %1 more").arg(items.size() - mostListed);
            break;
        }
        lines += say(item);
    }
    return lines;
}

class Parts
{
public:
    void add(const QString &heading, const QStringList &lines)
    {
        if (!lines.isEmpty())
            m_parts.push_back({heading, lines});
    }
    std::vector<ExplanationPart> take() { return std::move(m_parts); }

private:
    std::vector<ExplanationPart> m_parts;
};

void explainSource(Parts &parts, const StatementOutline &outline)
{
    QStringList lines;
    if (!outline.tables.empty())
        lines += tr("The tables read are %1.").arg(joined({outline.tables.begin(), outline.tables.end()}));
    if (outline.tables.size() == 1)
        lines = {tr("The table read is %1.").arg(outline.tables.front())};
    if (!outline.commonTables.empty())
        lines += tr("Steps before it: %1.").arg(joined({outline.commonTables.begin(), outline.commonTables.end()}));
    if (outline.subqueries > 0)
        lines += counted(outline.subqueries, tr("It holds a query within the query."),
                         tr("It holds %1 queries within the query."));
    if (outline.combined)
        lines += tr("Several queries are put together; what follows is of the first.");
    parts.add(tr("What is read"), lines);
    if (!outline.joins.empty())
        parts.add(tr("To each row of %1 comes").arg(outline.first), listed(outline.joins, joinText));
}

void explainMaking(Parts &parts, const StatementOutline &outline)
{
    const auto asItIs = [](const QString &text) { return text; };
    parts.add(tr("Only rows where"), listed(outline.filters, conditionText));
    parts.add(tr("One row for each"), listed(outline.grouping, asItIs));
    parts.add(tr("And of these only where"), listed(outline.having, conditionText));
    parts.add(outline.distinct ? tr("Shown, each combination once") : tr("Shown"), listed(outline.outputs, outputText));
    QStringList order = listed(outline.ordering, [](const StatementOutline::Order &by) {
        return by.descending ? tr("by %1, the greatest first").arg(by.expression)
                             : tr("by %1, the least first").arg(by.expression);
    });
    if (!outline.offset.isEmpty())
        order += tr("the first %1 are passed over").arg(outline.offset);
    if (!outline.limit.isEmpty())
        order += outline.limit == u"1" ? tr("only the first row") : tr("at most %1 rows").arg(outline.limit);
    parts.add(tr("Order and number"), order);
}

/// How sure, and what speaks against it.
void explainConfidence(Parts &parts, const ExplainedAnswer &answer)
{
    QStringList lines;
    if (answer.confidence > 0) {
        const int percent = qRound(answer.confidence * 100);
        lines += (answer.confidence >= sureFrom ? tr("Sure: of answers like this one, about %1 in 100 are right.")
                  : answer.confidence >= unsureBelow
                      ? tr("Fairly sure: of answers like this one, about %1 in 100 are right.")
                      : tr("Unsure: of answers like this one, only about %1 in 100 are right."))
                     .arg(percent);
    } else {
        lines += tr("Nobody guessed here: the statement was run as it was written.");
    }
    if (!answer.unusedWords.isEmpty()) {
        QStringList words;
        for (const QString &word : answer.unusedWords)
            words += quoted(word);
        lines += tr("No part of the query stands for %1.").arg(joined(words));
    }
    if (!answer.otherMeanings.isEmpty())
        lines += tr("It could also have meant: %1.").arg(answer.otherMeanings.join(u"; "_s));
    parts.add(tr("How sure"), lines);
}

} // namespace

std::vector<ExplanationPart> explainAnswer(const ExplainedAnswer &answer)
{
    Parts parts;
    if (!answer.understood.isEmpty())
        parts.add(tr("What was understood"), {answer.understood});
    if (const auto outline = sql::outlineOf(answer.sql, answer.dialect); outline && !answer.sql.isEmpty()) {
        explainSource(parts, *outline);
        explainMaking(parts, *outline);
    }
    if (answer.rowCount >= 0) {
        QString rows = counted(answer.rowCount, tr("One row came of it."), tr("%1 rows came of it."));
        if (answer.truncated)
            rows += u' ' + tr("The server's limit cut off the rest.");
        parts.add(tr("What came of it"), {rows});
    }
    explainConfidence(parts, answer);
    return parts.take();
}

} // namespace tabletalk::ask
