// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Session.h"

#include <functional>

namespace tabletalk::ui {

/// Reads one piece of a result for the eye: texts are shortened, and where the server gives
/// fewer rows than were asked for, because they are large, it asks for the rest.
class PageReader
{
public:
    using Done = std::function<void(Result<api::ResultPage>)>;

    /// Characters of a cell that a table shows; the whole is fetched when it is wanted.
    static constexpr int shownCharacters = 500;

    static void read(Session &session, const api::ReadResultRequest &request, QObject *context, Done done);
};

} // namespace tabletalk::ui
