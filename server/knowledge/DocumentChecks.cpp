// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentChecks.h"

#include "server/knowledge/SiteBounds.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::document_checks {

namespace {

constexpr size_t mostInAudience = 200;
constexpr qsizetype longestUrl = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

template <class T>
void take(std::vector<T> &list, const std::optional<std::vector<T>> &given, const QString &path, bool wanted)
{
    if (!wanted) {
        if (given && !given->empty())
            throw Problem::invalid(path, tr("does not go with that visibility"));
        return;
    }
    list = given.value_or(std::vector<T>());
    std::ranges::sort(list, [](const T &a, const T &b) { return a < b; });
    list.erase(std::ranges::unique(list).begin(), list.end());
    if (list.empty() || list.size() > mostInAudience)
        throw Problem::invalid(path, tr("expected 1 to 200"));
}

bool allowed(const Identity &caller, Permission permission)
{
    return allows(caller.grants(), permission) && (!caller.key || caller.key->covers(permission));
}

} // namespace

QString name(const QString &given)
{
    const QString name = given.simplified();
    if (name.isEmpty() || name.size() > longestName)
        throw Problem::invalid(u"params.name"_s, tr("must have 1 to 200 characters"));
    return name;
}

QString language(const QString &given)
{
    const auto isLetter = [](QChar each) { return each >= u'a' && each <= u'z'; };
    if (!given.isEmpty() && (given.size() != 2 || !std::ranges::all_of(given, isLetter)))
        throw Problem::invalid(u"params.language"_s, tr("expected two small letters, such as en"));
    return given;
}

QString visibilityOfNew(const std::optional<QString> &given)
{
    const auto visibility = visibilityFromName(given.value_or(u"organization"_s));
    if (!visibility || visibility == Visibility::Team || visibility == Visibility::Shared)
        throw Problem::invalid(u"params.visibility"_s,
                               tr("expected private, organization or public; it is shown to teams and people "
                                  "once it is there"));
    return visibilityName(*visibility);
}

api::SiteLimits site(const api::SiteLimits &given)
{
    const int depth = given.depth.value_or(site_bounds::usualDepth);
    const int pages = given.pages.value_or(site_bounds::usualPages);
    if (depth < 0 || depth > site_bounds::mostDepth)
        throw Problem::invalid(u"params.site.depth"_s, tr("expected 0 to %1").arg(site_bounds::mostDepth));
    if (pages < 1 || pages > site_bounds::mostPages)
        throw Problem::invalid(u"params.site.pages"_s, tr("expected 1 to %1").arg(site_bounds::mostPages));
    const QString prefix = given.pathPrefix.trimmed();
    if (prefix.size() > longestUrl || (!prefix.isEmpty() && !prefix.startsWith(u'/')))
        throw Problem::invalid(u"params.site.pathPrefix"_s, tr("begins with \"/\""));
    return {depth, pages, prefix.isNull() ? u""_s : prefix};
}

QString url(const QString &given)
{
    const QUrl url(given.trimmed(), QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
    if (given.size() > longestUrl || !url.isValid() || !isWeb || url.host().isEmpty())
        throw Problem::invalid(u"params.url"_s, tr("expected an address such as https://example.org/handbook"));
    if (!url.userInfo().isEmpty())
        throw Problem::invalid(u"params.url"_s, tr("must not hold a name or password"));
    return url.adjusted(QUrl::RemoveFragment | QUrl::NormalizePathSegments).toString(QUrl::FullyEncoded);
}

Audience audience(const api::UpdateDocumentRequest &request)
{
    const auto visibility = visibilityFromName(*request.visibility);
    if (!visibility)
        throw Problem::invalid(u"params.visibility"_s, tr("expected private, team, organization, public or shared"));
    Audience audience{*visibility, {}, {}};
    take(audience.users, request.userIds, u"params.userIds"_s, visibility == Visibility::Shared);
    take(audience.teams, request.teamIds, u"params.teamIds"_s, visibility == Visibility::Team);
    return audience;
}

void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace, bool forAdding)
{
    const auto found = transaction.selectOne(scope, u"tenants/find_workspace"_s, {{u"id"_s, stored(workspace)}});
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    if (forAdding && !found->isNull(u"archived_at"_s))
        throw Problem::of(ProblemCode::Conflict, tr("The workspace \"%1\" is archived.").arg(found->text(u"name"_s)),
                          tr("Take it out of the archive first."));
}

KeptDocument requireSeen(Transaction &transaction, const Call &call, WorkspaceId workspace, DocumentId id)
{
    auto kept = DocumentStore(transaction, call.scope).findSeen(workspace, id, Viewer::of(call.caller));
    if (!kept || kept->document.state == u"uploading")
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(kept);
}

KeptDocument requireChangeable(Transaction &transaction, const Call &call, WorkspaceId workspace, DocumentId id)
{
    KeptDocument kept = requireSeen(transaction, call, workspace, id);
    if (!mayChange(call.caller, kept.document))
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever added this document, or a manager, may change it."),
                          tr("Ask one of them."));
    return kept;
}

bool mayChange(const Identity &caller, const api::Document &document)
{
    return allowed(caller, Permission::ManageKnowledge)
           && (document.ownerId == caller.user || allows(caller.grants(), Permission::ManageAgents));
}

api::Document shown(const Call &call, api::Document document)
{
    document.mayChange = mayChange(call.caller, document);
    return document;
}

} // namespace tabletalk::document_checks
