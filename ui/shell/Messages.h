// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QObject>
#include <QString>

#include <functional>

namespace tabletalk::ui {

/// Where panels report what concerns the whole window; the message bar shows it. What
/// concerns one field or one answer is shown there instead.
class Messages : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void report(const Problem &problem) { Q_EMIT reported(problem); }
    void note(const QString &text) { Q_EMIT noted(text); }
    /// Something was put away that can be had back for a while: what, and what brings it back.
    void offerUndo(const QString &text, const std::function<void()> &undo) { Q_EMIT undoOffered(text, undo); }
    /// Something that took long is done. Whoever looks elsewhere meanwhile is told by the desktop, and led to
    /// the panel by a click.
    void finished(const QString &title, const QString &text, const QString &panel)
    {
        Q_EMIT workFinished(title, text, panel);
    }
    void clear() { Q_EMIT cleared(); }

Q_SIGNALS:
    void reported(const tabletalk::Problem &problem);
    void noted(const QString &text);
    void cleared();
    void undoOffered(const QString &text, const std::function<void()> &undo);
    void workFinished(const QString &title, const QString &text, const QString &panel);
};

} // namespace tabletalk::ui
