// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QObject>

#include <optional>

namespace tabletalk::ui {

struct WindowContext;

/// "Try the sample": connects the sample shop unless it is there, waits until it has been
/// read, opens the chat and asks the first suggested question.
class SampleFlow : public QObject
{
    Q_OBJECT

public:
    SampleFlow(WindowContext &context, QObject *parent);

    void start();

private:
    void create();
    void advance();
    void askFirstQuestion();

    WindowContext &m_context;
    bool m_wanted = false;
    bool m_creating = false;
    std::optional<ConnectionId> m_sample;
};

} // namespace tabletalk::ui
