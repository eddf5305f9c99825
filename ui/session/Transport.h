// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QObject>
#include <QUrl>

namespace tabletalk::ui {

/// A way to carry texts to a server and back, so that a Session can be tested with a
/// scripted server. Everything happens in the window's thread. After open() exactly one of
/// opened() or closed() follows; after opened(), one closed().
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl &url) = 0;
    virtual void send(const QByteArray &text) = 0;
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray &text);
    /// The connection is gone, or never came about, and why.
    void closed(const tabletalk::Problem &why);
};

} // namespace tabletalk::ui
