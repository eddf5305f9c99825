// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class DocumentService;

/// Says which documents a workspace has, or reads one, passage by passage: those that the caller sees.
class DocumentsTool final : public AgentTool
{
public:
    explicit DocumentsTool(DocumentService &documents)
        : m_documents(documents)
    {}

    QString name() const override { return QStringLiteral("documents"); }
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::Ask; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

private:
    Awaitable<ToolResult> listed(ToolContext context, std::optional<QString> words);
    Awaitable<ToolResult> read(ToolContext context, DocumentId document, int from);

    DocumentService &m_documents;
};

} // namespace tabletalk
