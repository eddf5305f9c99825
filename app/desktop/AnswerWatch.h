// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Problem.h"

#include <QObject>

#include <optional>

namespace tabletalk::ui {
class Desktop;
}

namespace tabletalk::desktop {

/// Waits for the first answer that the window shows, for whoever starts the program to learn whether it works: a
/// script, or an installation that is being tried. What happens first counts: an answer, a question without one, a
/// database that cannot be read, or whatever else the window reports before it comes to a question.
class AnswerWatch : public QObject
{
    Q_OBJECT

public:
    /// window: outlives this.
    explicit AnswerWatch(ui::Desktop &window, QObject *parent = nullptr);

    /// Absent after an answer; before any outcome: that the window was closed without one.
    const std::optional<Problem> &problem() const { return m_problem; }

Q_SIGNALS:
    /// Once.
    void ended();

private:
    void takeAnswer();
    /// The window went to a database instead of asking it.
    void takeDatabase(ConnectionId id);
    void end(const std::optional<Problem> &why);

    ui::Desktop &m_window;
    bool m_hasEnded = false;
    std::optional<Problem> m_problem;
};

} // namespace tabletalk::desktop
