// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal/Terminal.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <cstdio>

#include <fcntl.h>
#include <io.h>
#include <windows.h>
#else
#include <unistd.h>
#endif

namespace tabletalk::app {

#ifdef Q_OS_WIN
bool isOutputTerminal()
{
    return _isatty(_fileno(stdout)) != 0;
}

bool isErrorTerminal()
{
    return _isatty(_fileno(stderr)) != 0;
}

void prepareStreams()
{
    SetConsoleOutputCP(CP_UTF8);
    _setmode(_fileno(stdout), _O_BINARY);
}
#else
bool isOutputTerminal()
{
    return isatty(STDOUT_FILENO) != 0;
}

bool isErrorTerminal()
{
    return isatty(STDERR_FILENO) != 0;
}

void prepareStreams() {}
#endif

} // namespace tabletalk::app
