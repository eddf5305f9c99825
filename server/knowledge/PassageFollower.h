// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Passage.h"
#include "server/platform/Scope.h"

#include <QString>

#include <vector>

namespace tabletalk {

class Transaction;

/// Where passages lie, for whoever follows what becomes of them.
struct PassagePlace
{
    TenantScope scope;
    WorkspaceId workspace;
    DocumentId document;
    QString language; ///< two letters, "en"; empty when it is not known
};

/// Told of passages in the transaction that stores or deletes them, so that what is kept about them (words, vectors,
/// entities) is never of passages that are gone, and none is left out. Statements only: no waiting, no network; it may
/// be told the same twice, as a transaction may run again.
class PassageFollower
{
public:
    virtual ~PassageFollower() = default;

    /// A piece of a document's passages; the next piece comes in a transaction of its own. Nobody finds them before
    /// the document is completed.
    virtual void passagesStored(Transaction &transaction, const PassagePlace &place,
                                const std::vector<knowledge::Passage> &passages) = 0;
    /// All passages of the document are about to be deleted.
    virtual void passagesLeaving(Transaction &transaction, const PassagePlace &place) = 0;
    /// The document's passages may be found from now on, or no longer (it was deactivated). Called after commit;
    /// returns at once.
    virtual void documentChanged(const PassagePlace &place) = 0;
};

} // namespace tabletalk
