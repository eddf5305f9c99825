// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AgentWords.h"

#include <QCoreApplication>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

static QString tr(const char *text)
{
    return QCoreApplication::translate("AgentWords", text);
}

QString toolName(const QString &tool)
{
    if (tool == u"sql")
        return tr("Databases");
    if (tool == u"hybrid_search")
        return tr("Search by words and meaning");
    if (tool == u"vector_search")
        return tr("Search by meaning");
    if (tool == u"graph_search")
        return tr("Search along relations");
    if (tool == u"remember")
        return tr("Propose facts to remember, which you confirm under What agents remember");
    return tool == u"documents" ? tr("Documents") : tool;
}

QString toolTag(const QString &tool)
{
    if (tool == u"sql")
        return tr("Databases");
    if (tool == u"hybrid_search")
        return tr("Search");
    if (tool == u"vector_search")
        return tr("Meaning");
    if (tool == u"graph_search")
        return tr("Relations");
    if (tool == u"remember")
        return tr("Memory");
    return tool == u"documents" ? tr("Documents") : tool;
}

QString toneName(const QString &tone)
{
    if (tone == u"friendly")
        return tr("Friendly");
    if (tone == u"formal")
        return tr("Formal");
    if (tone == u"brief")
        return tr("Brief");
    return tone == u"thorough" ? tr("Thorough") : tr("Neutral");
}

QString visibilityWords(const QString &visibility)
{
    if (visibility == u"private")
        return tr("Only me");
    if (visibility == u"team")
        return tr("Some teams");
    if (visibility == u"shared")
        return tr("Some people");
    return visibility == u"public" ? tr("Everybody, guests too") : tr("Everybody in the organisation");
}

QString modelWords(const QString &model)
{
    if (model == u"organization")
        return tr("as the organisation chose");
    return model == u"none" ? tr("no model") : model;
}

QString sourceName(const api::Citation &citation)
{
    if (citation.kind == u"sql")
        return tr("%1 (statement)").arg(citation.title);
    return citation.page > 0 ? tr("%1, page %2").arg(citation.title).arg(citation.page) : citation.title;
}

} // namespace tabletalk::ui
