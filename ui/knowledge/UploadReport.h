// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <optional>
#include <vector>

namespace tabletalk::ui {

/// A file that could not be added, and why.
struct UploadFailure
{
    QString file; ///< its name
    Problem why;
};

/// How all files that were added together ended.
struct UploadReport
{
    enum class End {
        Done,
        WindowLeft, ///< the window went to another workspace, organisation or server
        Stopped,    ///< by the person
        Refused,    ///< the server takes none of them; see refusal
    };
    static constexpr size_t mostNamed = 5;

    End end = End::Done;
    int sent = 0;
    int duplicates = 0; ///< that were there already
    int failed = 0;
    std::vector<UploadFailure> failures; ///< the first of them, at most mostNamed
    int beyond = 0;                      ///< left out, because more were added together than are taken
    int left = 0;                        ///< given up before they were sent, or sent wholly
    bool isUnread = false;               ///< folders had not been looked through when it ended
    std::optional<Problem> refusal;

    void fail(const QString &file, const Problem &why);
};

/// What was not added, all in one; nothing where that is nothing, or what the person wanted.
std::optional<Problem> problemOf(const UploadReport &report);
/// What else is worth a word; empty where nothing is.
QString noteOf(const UploadReport &report);

} // namespace tabletalk::ui
