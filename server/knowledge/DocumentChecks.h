// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/knowledge/DocumentStore.h"

namespace tabletalk {

/// What requests about documents are held to. All throw Problem.
namespace document_checks {

inline constexpr qsizetype longestName = 200;
inline constexpr qint64 mostFileBytes = 100LL * 1024 * 1024;
inline constexpr qint64 mostInWorkspace = 100'000;

QString name(const QString &given);
/// Two small letters, or empty.
QString language(const QString &given);
/// One that needs nobody named.
QString visibilityOfNew(const std::optional<QString> &given);
api::SiteLimits site(const api::SiteLimits &given);
/// http or https with a host and without a password; normalised, without the part after '#'.
QString url(const QString &given);
Audience audience(const api::UpdateDocumentRequest &request);

/// NotFound, or Conflict where it is archived: nothing is added to it.
void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace, bool forAdding);
/// NotFound for those who do not see it.
KeptDocument requireSeen(Transaction &transaction, const Call &call, WorkspaceId workspace, DocumentId id);
/// Forbidden for those who see it only.
KeptDocument requireChangeable(Transaction &transaction, const Call &call, WorkspaceId workspace, DocumentId id);
/// Whoever added it, and whoever cares for the organisation's agents.
bool mayChange(const Identity &caller, const api::Document &document);
/// As the caller is told of it.
api::Document shown(const Call &call, api::Document document);

} // namespace document_checks

} // namespace tabletalk
