// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QObject>

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
    void clear() { Q_EMIT cleared(); }

Q_SIGNALS:
    void reported(const tabletalk::Problem &problem);
    void noted(const QString &text);
    void cleared();
};

} // namespace tabletalk::ui
