# Part of "try": systems that are folders, and the commands of the guide in them.

mounted() { grep -q " $1 " /proc/mounts; }
leave_bare() {
    local place
    for place in "$work"/*/proc "$work"/*/dev; do
        mounted "$place" && umount -l "$place"
    done
    return 0
}

# As the system here gets its packages, so does the new one.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sed -n 1p)
release=$(. /etc/os-release && echo "$VERSION_CODENAME")

make_root() {
    say "Making a bare $release in $1"
    if [[ -z $bare ]]; then
        bare=$work/bare
        debootstrap --variant=minbase --no-check-gpg "$release" "$bare" "$mirror" >"$work/debootstrap.log" 2>&1 ||
            { tail -5 "$work/debootstrap.log" >&2; fail "debootstrap"; }
    fi
    cp -a "$bare" "$1"
    cp /etc/apt/sources.list "$1/etc/apt/" 2>/dev/null || true
    cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d "$1/etc/apt/" 2>/dev/null || true
    cp /etc/resolv.conf "$1/etc/resolv.conf"
    mount -t proc proc "$1/proc"
    mount --rbind --make-rslave /dev "$1/dev"
    # Nothing is started in a system that does not run.
    printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
    chmod +x "$1/usr/sbin/policy-rc.d"
}

platform=offscreen
display=
# Takes the place of the shell that calls it, so that a signal reaches the program.
become() { exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 QT_QPA_PLATFORM="$platform" DISPLAY="$display" XDG_RUNTIME_DIR=/tmp DEBIAN_FRONTEND=noninteractive "$@"; }
inside() { (become "$@"); }

# The commands of a block of the guide, "```bash NAME".
block() {
    local commands
    commands=$(sed -n "/^\`\`\`bash $1\$/,/^\`\`\`\$/{//d;p}" "$guide")
    [[ -n $commands ]] || fail "the guide has no commands named $1"
    echo "$commands"
}

# Runs them in the folder with the packages.
follow() {
    local commands
    commands=$(block "$1")
    followed+=("$1")
    inside bash -euc "cd /root; $commands"
}
followed=()

# Every block of the guide was followed.
nothing_is_left() {
    local left
    left=$(comm -23 <(sed -n 's/^```bash //p' "$guide" | sort) <(printf '%s\n' "${followed[@]}" | sort))
    [[ -z $left ]] || fail "the guide has commands that were not tried: $left"
}

