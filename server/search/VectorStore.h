// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Transaction.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace tabletalk {

/// What makes the vectors of a generation, and how far it came.
struct KeptEmbedder
{
    int generation = 0;
    QString name; ///< builtInEmbedderName, or the provider's model
    int dimensions = 0;
    qint64 learnedFrom = 0;   ///< passages that there were
    qint64 embeddedUntil = 0; ///< label up to which all passages have vectors
};

inline constexpr QLatin1StringView builtInEmbedderName{"built-in"};

/// The vectors of a workspace's passages and what makes them: resources/sql/…/search.
class VectorStore
{
public:
    VectorStore(Transaction &transaction, TenantScope scope, WorkspaceId workspace)
        : m_transaction(transaction)
        , m_scope(scope)
        , m_workspace(workspace)
    {}

    /// By generation, rising.
    std::vector<KeptEmbedder> embedders();
    std::optional<KeptEmbedder> embedder(int generation);
    /// With what the built-in one has learned, if it is that.
    void insert(const KeptEmbedder &embedder, const QByteArray &learned, Instant now);
    QByteArray learned(int generation);
    /// With its vectors.
    void remove(int generation);
    /// Its vectors are searched from now on.
    void serve(int generation);

    struct LabelledVector
    {
        qint64 label = 0;
        std::vector<float> vector;
    };
    /// A label whose passage is gone is left out, and one that is there already stays.
    void insertVectors(int generation, const std::vector<LabelledVector> &vectors, int dimensions, qint64 until);
    std::vector<LabelledVector> vectors(int generation, qint64 after, qint64 until, int limit);
    std::vector<qint64> labels(int generation, qint64 until);
    qint64 countPassages();

    struct Text
    {
        qint64 label = 0;
        QString words;
        QString heading;
        QString text;
    };
    std::vector<Text> texts(qint64 after, int limit);

private:
    Bindings of(int generation) const;

    Transaction &m_transaction;
    TenantScope m_scope;
    WorkspaceId m_workspace;
};

} // namespace tabletalk
