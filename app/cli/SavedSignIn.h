// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QUrl>

#include <optional>

namespace tabletalk::cli {

/// What login remembers, in a file that its owner alone can read.
struct SavedSignIn
{
    QUrl server;
    QString accessToken;
    QString refreshToken;

    static std::optional<SavedSignIn> load();
    Result<void> save() const;
    static void forget();
};

} // namespace tabletalk::cli
