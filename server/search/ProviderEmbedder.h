// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// A language model's server that makes vectors, where an organisation chose one for search. Thread-safe.
class ProviderEmbedder
{
public:
    virtual ~ProviderEmbedder() = default;

    /// Its name; nothing where the built-in embedder is to be used.
    virtual Awaitable<std::optional<QString>> chosen(TenantScope scope) = 0;
    /// A vector for each text.
    virtual Awaitable<Result<std::vector<std::vector<float>>>> embed(TenantScope scope, std::vector<QString> texts) = 0;
};

} // namespace tabletalk
