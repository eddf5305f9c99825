// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/Template.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::workflow {

namespace {

constexpr size_t mostReferences = 50;
constexpr qsizetype longestShown = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

Problem wrong(const QString &message)
{
    return Problem::invalid(QString(), message);
}

/// "input.month", without blanks around it.
Result<Reference> referenceIn(const QString &inside)
{
    const QString name = inside.trimmed();
    const QStringList parts = name.split(u'.');
    const QString shown = u"{{"_s + name.left(longestShown) + u"}}"_s;
    if (!std::ranges::all_of(parts, isName))
        return std::unexpected(wrong(tr("%1 is no reference; write {{input.name}} or {{steps.key.text}}").arg(shown)));
    if (parts.size() == 2 && parts[0] == u"input")
        return Reference{Reference::Of::Input, {}, parts[1]};
    if (parts.size() == 2 && parts[0] == u"event")
        return Reference{Reference::Of::Event, {}, parts[1]};
    if (parts.size() == 2 && parts[0] == u"run") {
        if (parts[1] != u"date")
            return std::unexpected(wrong(tr("%1: of a run there is {{run.date}} alone").arg(shown)));
        return Reference{Reference::Of::Run, {}, parts[1]};
    }
    if (parts.size() == 3 && parts[0] == u"steps") {
        static const QStringList fields{u"text"_s, u"rows"_s, u"value"_s, u"table"_s};
        if (!fields.contains(parts[2]))
            return std::unexpected(wrong(tr("%1: a step gives text, rows, value or table").arg(shown)));
        return Reference{Reference::Of::Step, parts[1], parts[2]};
    }
    return std::unexpected(wrong(tr("%1 is no reference; write {{input.name}} or {{steps.key.text}}").arg(shown)));
}

} // namespace

bool isName(const QString &name)
{
    static const QRegularExpression pattern(u"^[A-Za-z][A-Za-z0-9_]{0,39}$"_s);
    return pattern.match(name).hasMatch();
}

QString Reference::name() const
{
    switch (of) {
    case Of::Input:
        return u"input."_s + field;
    case Of::Event:
        return u"event."_s + field;
    case Of::Run:
        return u"run."_s + field;
    case Of::Step:
        break;
    }
    return u"steps."_s + key + u'.' + field;
}

Result<Template> Template::parse(const QString &text)
{
    Template made;
    qsizetype from = 0;
    for (;;) {
        const qsizetype open = text.indexOf(u"{{"_s, from);
        if (open < 0)
            break;
        const qsizetype close = text.indexOf(u"}}"_s, open);
        if (close < 0)
            return std::unexpected(wrong(tr("\"{{\" has no \"}}\": %1").arg(text.mid(open, longestShown))));
        auto reference = referenceIn(text.mid(open + 2, close - open - 2));
        if (!reference)
            return std::unexpected(std::move(reference).error());
        if (made.m_references.size() == mostReferences)
            return std::unexpected(wrong(tr("may have %1 references").arg(mostReferences)));
        made.m_texts.push_back(text.mid(from, open - from));
        made.m_references.push_back(*std::move(reference));
        from = close + 2;
    }
    made.m_texts.push_back(text.mid(from));
    return made;
}

QString Template::fill(const std::function<QString(const Reference &)> &value, const FillRules &rules) const
{
    QString filled = m_texts.front();
    for (size_t i = 0; i < m_references.size(); ++i) {
        QString put = value(m_references[i]);
        put.remove(QChar(0));
        if (rules.onOneLine)
            put = put.simplified();
        filled += put.left(rules.longestValue);
        filled += m_texts[i + 1];
    }
    return filled.left(rules.longest);
}

} // namespace tabletalk::workflow
