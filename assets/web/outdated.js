// Runs only where modules are unknown, so in words that such a browser understands.
document.getElementById('main').hidden = true;
document.getElementById('outdated').hidden = false;
