// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/DocumentsTool.h"

#include "core/api/Codec.h"
#include "core/api/Documents.h"
#include "server/agents/ToolArguments.h"
#include "server/knowledge/DocumentService.h"

#include <boost/json/array.hpp>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostListed = 100;
constexpr int passagesAtOnce = 200;
constexpr int mostPassage = 1'000'000;
constexpr qsizetype longestWords = 200;
constexpr qsizetype excerptLength = 300;

QString lineOf(const api::Document &document)
{
    QString line = document.name + u" (id "_s + document.id.toString();
    if (document.state != u"completed")
        line += u", "_s + document.state;
    if (document.pages > 0)
        line += u", %1 pages"_s.arg(document.pages);
    return line + u", %1 passages)\n"_s.arg(document.passages);
}

api::Citation citationOf(const api::Document &document, const api::PassageItem &passage)
{
    api::Citation citation;
    citation.kind = u"passage"_s;
    citation.title = document.name;
    citation.excerpt = passage.text.left(excerptLength);
    citation.documentId = document.id;
    citation.passageId = passage.id;
    citation.page = passage.page;
    citation.sourceUrl = document.sourceUrl;
    return citation;
}

QString headOf(const api::PassageItem &passage)
{
    QString head = u"Passage %1"_s.arg(passage.ordinal);
    if (passage.page > 0)
        head += u", page %1"_s.arg(passage.page);
    if (!passage.heading.isEmpty())
        head += u", "_s + passage.heading;
    return head + u'\n';
}

} // namespace

QString DocumentsTool::description() const
{
    return u"Lists the workspace's documents and web pages, or reads one from a passage on. Use it to see what there "
           u"is, "
           "or to read on where a search found something."_s;
}

boost::json::object DocumentsTool::argumentSchema() const
{
    boost::json::object properties;
    properties["query"] = textArgument("Words of the names of documents to list; all without it.");
    properties["document"] = textArgument("The id of a document to read, as the list gives it.");
    properties["from"] = numberArgument("The passage to read from, 0 for the first.", 0, mostPassage);
    return argumentsOf(std::move(properties), {});
}

Awaitable<Result<ToolResult>> DocumentsTool::run(ToolContext context, boost::json::object arguments)
{
    const ToolArguments given(arguments, {"query", "document", "from"});
    const std::optional<QString> words = given.text("query", longestWords);
    const std::optional<QString> document = given.text("document", longestWords);
    const int from = given.number("from", 0, mostPassage).value_or(0);
    if (!document) {
        ToolResult list = co_await listed(std::move(context), words);
        co_return list;
    }
    const std::optional<DocumentId> id = DocumentId::fromString(*document);
    if (!id)
        throw Problem::invalid(u"arguments.document"_s, u"expected the id of a document"_s);
    ToolResult text = co_await read(std::move(context), *id, from);
    co_return text;
}

Awaitable<ToolResult> DocumentsTool::listed(ToolContext context, std::optional<QString> words)
{
    api::DocumentListRequest request;
    request.workspaceId = context.workspace;
    request.text = std::move(words);
    request.pages = true;
    request.limit = mostListed;
    const api::DocumentList list = co_await m_documents.list(std::move(context.call), std::move(request));
    ToolResult result;
    boost::json::array documents;
    for (const api::Document &document : list.items) {
        result.text += lineOf(document);
        documents.push_back(api::toJson(document));
    }
    if (list.items.empty())
        result.text = u"There is no such document.\n"_s;
    else if (list.nextCursor)
        result.text += u"There are more; say words of their names.\n"_s;
    result.data = {{"documents", std::move(documents)}};
    co_return result;
}

Awaitable<ToolResult> DocumentsTool::read(ToolContext context, DocumentId document, int from)
{
    const api::Document details =
        co_await m_documents.read(context.call, api::DocumentRequest{context.workspace, document});
    ToolResult result;
    result.text = lineOf(details);
    api::PassageListRequest request;
    request.workspaceId = context.workspace;
    request.id = document;
    request.limit = passagesAtOnce;
    bool isFull = false;
    do {
        const api::PassageList page = co_await m_documents.passages(context.call, request);
        for (const api::PassageItem &passage : page.items) {
            if (passage.ordinal < from)
                continue;
            const QString block = headOf(passage) + passage.text + u"\n\n";
            isFull = result.text.size() + block.size() > mostToolText - longestWords;
            if (isFull) {
                result.text += u"It goes on at passage %1.\n"_s.arg(passage.ordinal);
                break;
            }
            result.text += block;
            result.citations.push_back(citationOf(details, passage));
        }
        request.cursor = page.nextCursor;
    } while (request.cursor && !isFull && !context.stop.stop_requested());
    result.data = {{"document", api::toJson(details)}};
    co_return result;
}

} // namespace tabletalk
