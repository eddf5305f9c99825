// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "ui/session/Session.h"

#include <functional>

namespace tabletalk::ui {

/// Reads one piece of a result for the eye: texts are shortened, and where the server gives
/// fewer rows than were asked for, because they are large, it asks for the rest.
class PageReader
{
public:
    using Done = std::function<void(Result<api::ResultPage>)>;
    using ArrangedDone = std::function<void(Result<api::ArrangedPage>)>;

    /// Characters of a cell that a table shows; the whole is fetched when it is wanted.
    static constexpr int shownCharacters = 500;

    static void read(Session &session, const api::ReadResultRequest &request, QObject *context, Done done);
    /// Sorted and filtered; sorting a long result takes the server its time.
    static void readArranged(Session &session, const api::ArrangedRequest &request, QObject *context,
                             ArrangedDone done);
};

} // namespace tabletalk::ui
